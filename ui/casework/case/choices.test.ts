import { expect, test } from '@jest/globals';
import { templates } from '../../layout/environment.js';

const plain = (html: string) => html.replace(/\s+/g, ' ').replace(/ ?(<[^>]*>) ?/g, '$1');
const render = (source: string, params: object) => plain(templates.renderString(source, { params }));
const ours = (kind: string) =>
  `{% from "casework/case/choices.njk" import choices %}{{ choices("${kind}", params) | safe }}`;
const theirs = (kind: string) =>
  `{% from "nhsuk/components/${kind}/macro.njk" import ${kind} %}{{ ${kind}(params) | safe }}`;

test('Choices of the case page are written as the components of the front end write them', () => {
  const items = [
    { value: 'a', text: 'A < B', hint: { text: 'of "a"' }, attributes: { 'data-key': 'p' } },
    { value: 'b', text: 'B' },
  ];
  const fieldset = { legend: { text: 'Which?', size: 's' } };
  const errorMessage = { text: 'Choose one', visuallyHiddenText: 'Error' };
  const base = { idPrefix: 'one', name: 'one', items };
  for (const params of [
    { ...base, fieldset, value: 'b' },
    { ...base, fieldset, hint: { text: 'As you see it' } },
    { ...base, fieldset, hint: { text: 'As you see it' }, errorMessage },
    { ...base, idPrefix: 'other', fieldset, errorMessage },
  ]) {
    expect(render(ours('radios'), params)).toBe(render(theirs('radios'), params));
  }
  for (const params of [
    { ...base, small: true, fieldset },
    { ...base, small: true, items: [{ ...items[0], checked: true }] },
  ]) {
    expect(render(ours('checkboxes'), params)).toBe(render(theirs('checkboxes'), params));
  }
});
