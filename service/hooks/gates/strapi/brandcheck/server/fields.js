'use strict';

/** The text in an entry: what people write in it, by its content type, and not what only machines read. */

const { html } = require('./blocks');

const DEPTH = 10;
/** How deep components may lie in each other. */
const TITLES = ['title', 'headline', 'heading', 'subject', 'name'];
const OURS = ['brandcheck', 'locale', 'documentId', 'slug'];
const HTML = /<\/?(?:p|h[1-6]|div|span|ul|ol|li|br|a|strong|em|table|blockquote|figure)(?:\s[^<>]*)?\/?>/i;

/** Return what has to be loaded with an entry so that all its components are there. */
function populated(strapi, schema, depth = DEPTH) {
  if (!depth) return {};
  const wanted = {};
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    if (attribute.type === 'component') {
      wanted[name] = { populate: populated(strapi, strapi.components[attribute.component], depth - 1) };
    } else if (attribute.type === 'dynamiczone') {
      const each = (uid) => [uid, { populate: populated(strapi, strapi.components[uid], depth - 1) }];
      wanted[name] = { on: Object.fromEntries(attribute.components.map(each)) };
    }
  }
  return wanted;
}

/** Return the fields of an entry, as a gate takes them. */
function fieldsOf(strapi, config, schema, entry) {
  const fields = [...texts(strapi, config, schema, entry, { path: '', name: '' })];
  const ranks = fields.map(({ path }) => TITLES.indexOf(path.slice(1)));
  const best = Math.min(...ranks.filter((rank) => rank >= 0));
  return fields.map((field, place) => ({ ...field, is_title: ranks[place] === best }));
}

function* texts(strapi, config, schema, entry, place) {
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    const value = entry?.[name];
    if (value == null || attribute.private || OURS.includes(name) || config.skip.includes(name)) continue;
    const here = within(place, name, name);
    if (attribute.type === 'component' || attribute.type === 'dynamiczone') {
      yield* components(strapi, config, attribute, value, here);
    } else {
      const text = read(attribute, value);
      if (text?.text.trim()) yield { ...here, ...text };
    }
  }
}

function* components(strapi, config, attribute, value, place) {
  const uid = (part) => part.__component ?? attribute.component;
  if (!Array.isArray(value)) return yield* texts(strapi, config, strapi.components[uid(value)], value, place);
  for (const [number, part] of value.entries()) {
    const here = { path: `${place.path}/${number}`, name: `${place.name} ${number + 1}` };
    yield* texts(strapi, config, strapi.components[uid(part)], part, here);
  }
}

/** Return an attribute's text and how it is written; nothing where it is no text for people. */
function read({ type }, value) {
  if (type === 'blocks') return { kind: 'html', text: html(value) };
  if (typeof value !== 'string') return undefined;
  if (type === 'richtext') return { kind: HTML.test(value) ? 'html' : 'markdown', text: value };
  return type === 'string' || type === 'text' ? { kind: 'text', text: value } : undefined;
}

function within(place, key, name) {
  const escaped = key.replaceAll('~', '~0').replaceAll('/', '~1');
  return { path: `${place.path}/${escaped}`, name: [place.name, name].filter(Boolean).join(' › ') };
}

module.exports = { fieldsOf, populated };
