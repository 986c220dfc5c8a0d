/**
 * The text in an entry, one locale at a time, by its content type.
 *
 * @typedef {import('contentful-management').ContentTypeProps} ContentType
 * @typedef {import('contentful-management').ContentFields} ContentField
 * @typedef {import('./gate.mjs').Field} Field
 */

import { documentToHtmlString } from '@contentful/rich-text-html-renderer';

/**
 * Return the fields with text, by locale.
 *
 * @param {ContentType} type
 * @param {Record<string, Record<string, any>>} values By field, then by locale.
 * @returns {Map<string, Field[]>}
 */
export function fieldsOf(type, values) {
  /** @type {Map<string, Field[]>} */
  const found = new Map();
  for (const field of type.fields) {
    for (const [locale, value] of Object.entries(values[field.id] ?? {})) {
      const texts = read(field, value).filter(({ text }) => text.trim());
      const path = `/fields/${field.id}/${locale}`;
      const placed = texts.map(({ at, ...text }) => ({
        ...text,
        path: `${path}${at}`,
        name: field.name,
        is_title: field.id === type.displayField,
      }));
      if (placed.length) found.set(locale, [...(found.get(locale) ?? []), ...placed]);
    }
  }
  return found;
}

/**
 * @param {ContentField} field
 * @param {any} value
 * @returns {{at: string, kind: "text" | "html" | "markdown", text: string}[]}
 */
function read(field, value) {
  if (field.type === 'RichText' && value?.nodeType === 'document') {
    return [{ at: '', kind: 'html', text: documentToHtmlString(value) }];
  }
  if (field.type === 'Text' && typeof value === 'string') return [{ at: '', kind: 'markdown', text: value }];
  if (field.type === 'Symbol' && typeof value === 'string' && isProse(field)) {
    return [{ at: '', kind: 'text', text: value }];
  }
  if (field.type === 'Array' && field.items?.type === 'Symbol' && Array.isArray(value)) {
    return value.map((each, number) => ({ at: `/${number}`, kind: 'text', text: String(each) }));
  }
  return [];
}

/** Return whether it is text that is written: not chosen from a list, and no slug. @param {ContentField} field */
function isProse({ id, validations = [] }) {
  return !/slug|url/i.test(id) && !validations.some((each) => each.in?.length);
}
