/**
 * The text in a document by its schema: what people write, and not what only machines read.
 *
 * @typedef {import('sanity').SchemaType} SchemaType
 * @typedef {import('sanity').Path} Path
 * @typedef {import('./gate.mjs').Field & {at: Path}} Placed A field, and where it is for Sanity.
 */

import { toHTML } from '@portabletext/to-html';

const MACHINES = ['url', 'date', 'datetime', 'email', 'slug', 'reference', 'crossDatasetReference', 'image', 'file', 'geopoint'];
/** Types without prose. */
export const LANGUAGES = ['language', '__i18n_lang', 'locale', 'lang'];
/** Fields in which something says its language. */
const DEPTH = 20;

/**
 * Return the fields with text in *value*.
 *
 * @param {SchemaType} type
 * @param {unknown} value
 * @returns {Placed[]}
 */
export function fieldsOf(type, value) {
  return [...texts(type, value, { path: '', name: '', at: [] })];
}

/**
 * @typedef {{path: string, name: string, at: Path}} Place
 *
 * @param {SchemaType} type
 * @param {unknown} value
 * @param {Place} place
 * @returns {Generator<Placed>}
 */
function* texts(type, value, place) {
  if (place.at.length > DEPTH || value == null || isOf(type, MACHINES)) return;
  if (typeof value === 'string') {
    if (isProse(type) && value.trim()) yield { ...place, kind: 'text', text: value };
  } else if (Array.isArray(value)) {
    yield* list(type, value, place);
  } else if (type.jsonType === 'object' && typeof value === 'object') {
    for (const field of type.fields) {
      if (LANGUAGES.includes(field.name)) continue;
      const inner = /** @type {Record<string, unknown>} */ (value)[field.name];
      const at = [...place.at, field.name];
      const name = [place.name, field.type.title ?? field.name].filter(Boolean).join(' › ');
      yield* texts(field.type, inner, { path: `${place.path}/${field.name}`, name, at });
    }
  }
}

/**
 * @param {SchemaType} type
 * @param {unknown[]} items
 * @param {Place} place
 * @returns {Generator<Placed>}
 */
function* list(type, items, place) {
  if (type.jsonType !== 'array') return;
  const blocks = items.filter(isBlock);
  if (blocks.length) {
    const html = toHTML(/** @type {any} */ (blocks), { onMissingComponent: false });
    yield { ...place, kind: 'html', text: html };
  }
  for (const [number, item] of items.entries()) {
    const of = type.of.find((each) => each.name === nameOf(item)) ?? type.of[0];
    if (isBlock(item) || !of) continue;
    const key = /** @type {any} */ (item)?._key;
    const at = [...place.at, key ? { _key: key } : number];
    yield* texts(of, item, { path: `${place.path}/${number}`, name: `${place.name} ${number + 1}`, at });
  }
}

/** @param {unknown} item */
function nameOf(item) {
  return typeof item === 'string' ? 'string' : /** @type {any} */ (item)?._type;
}

/** @param {unknown} item */
export function isBlock(item) {
  return /** @type {any} */ (item)?._type === 'block' && Array.isArray(/** @type {any} */ (item).children);
}

/** Return whether it is text that is written, and not chosen from a list. @param {SchemaType} type */
function isProse(type) {
  return isOf(type, ['string', 'text']) && !(/** @type {any} */ (type.options)?.list);
}

/**
 * @param {SchemaType | undefined} type
 * @param {string[]} names
 * @returns {boolean}
 */
function isOf(type, names) {
  return !!type && (names.includes(type.name) || isOf(type.type, names));
}
