import { test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Product } from '../product/product.js';

const linesShown = 25;

/**
 * A test in a browser. When it fails, its error also says where each page of it stood and what the product logged last; its pages
 * are closed when it ends.
 * @param at what the test runs on, asked for when it runs.
 */
export function browserTest(at: () => { browser: Browser; product: Product }) {
  return (name: string, walk: () => Promise<void>, timeout: number): void =>
    test(
      name,
      async () => {
        const { browser, product } = at();
        const pages = () => browser.contexts().flatMap((context) => context.pages());
        try {
          await walk();
        } catch (error) {
          const shown = await Promise.all(pages().map(whatIsShown));
          const logged = ['The product logged last:', ...lastLines(product.logs())].join('\n');
          throw telling(error as Error, [...shown, logged].join('\n\n'));
        } finally {
          await Promise.all(browser.contexts().map((context) => context.close()));
        }
      },
      timeout,
    );
}

async function whatIsShown(page: Page): Promise<string> {
  const main = page.locator('main, body').first();
  const text = await main.innerText({ timeout: 2_000 }).catch(() => '(nothing)');
  return `At ${page.url()}:\n${text.replace(/\n\s*\n/g, '\n').slice(0, 1_500)}`;
}

/** Of the parts that log JSON, in the order of time. */
function lastLines(logs: string): string[] {
  const timeIn = (line: string) => line.match(/"time":"([^"]*)"/)?.[1] ?? '';
  return logs
    .split('\n')
    .filter(timeIn)
    .sort((a, b) => timeIn(a).localeCompare(timeIn(b)))
    .slice(-linesShown)
    .map((line) => line.slice(0, 600));
}

/** The stack is what is printed, and begins with the message. */
function telling(error: Error, more: string): Error {
  const message = `${error.message}\n\n${more}\n`;
  error.stack = error.stack?.replace(error.message, () => message);
  error.message = message;
  return error;
}
