import type { Page } from 'playwright-core';
import type { Product } from '../product/product.js';
import type { Person } from './person.js';
import { visitTo } from './visit.js';
import { Visitor } from './visitor.js';

/** Brings somebody to a step of the way to P9 without a browser, and goes on from there in one: where the way itself is not what is tried. */
export async function arrive(until: string, page: Page, person: Person, product: Product): Promise<void> {
  const visitor = new Visitor(product);
  await visitor.open(`${product.devUrl}/login?level=P9`);
  await visitTo(until, visitor, person);
  await page.context().addCookies(visitor.cookies());
  await page.goto(visitor.page.url.href);
}
