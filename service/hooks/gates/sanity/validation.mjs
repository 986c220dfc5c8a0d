/**
 * A validator: what would refuse a publish is an error at its field, which disables Publish; the rest are warnings.
 *
 *     defineType({ name: 'post', type: 'document', validation: brandcheck(settings), fields: […] })
 *     defineField({ name: 'title', type: 'string', validation: brandcheck(settings) })
 *
 * @typedef {import('./gate.mjs').Settings} Settings
 * @typedef {import('./gate.mjs').Answer} Answer
 * @typedef {import('./gate.mjs').Finding} Finding
 * @typedef {import('./fields.mjs').Placed} Placed
 * @typedef {import('sanity').ValidationContext} Context
 * @typedef {import('sanity').ValidationError} ValidationError
 */

import { fieldsOf, isBlock } from './fields.mjs';
import { asked } from './gate.mjs';

const KEPT = 50;
/** Answers that are kept, so that the same words are asked about once. */

/**
 * Return the `validation` of a document, a string, a text or Portable Text.
 *
 * @param {Settings} settings
 * @param {typeof fetch} [fetching]
 */
export function brandcheck(settings, fetching) {
  const ask = asking(settings, fetching);
  /** @param {import('sanity').Rule} rule */
  return (rule) => [
    rule.custom(async (value, context) => errors(await ask(value, context))).error(),
    rule.custom(async (value, context) => warnings(await ask(value, context))).warning(),
  ];
}

/**
 * @typedef {{answer: Answer, fields: Placed[], value: unknown}} Told
 *
 * @param {Settings} settings
 * @param {typeof fetch} [fetching]
 * @returns {(value: unknown, context: Context) => Promise<Told>}
 */
function asking(settings, fetching) {
  /** @type {Map<string, Promise<Answer>>} */
  const known = new Map();
  return async (value, { type, document, path = [] }) => {
    const fields = type ? fieldsOf(type, value) : [];
    const draft = { document: nameOf(document, path), title: titleOf(fields), fields: fields.map(sent) };
    const question = JSON.stringify(draft);
    const answer = known.get(question) ?? asked(settings, draft, fetching);
    remember(known, question, answer);
    return { answer: await answer, fields, value };
  };
}

/**
 * @param {Map<string, Promise<Answer>>} known
 * @param {string} question
 * @param {Promise<Answer>} answer
 */
function remember(known, question, answer) {
  known.delete(question);
  known.set(question, answer);
  for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest);
  answer.then(({ because }) => {
    // What was not decided may be the next time.
    if (!['passed', 'findings', 'empty'].includes(because)) known.delete(question);
  });
}

/** @param {Told} told */
function errors({ answer, fields, value }) {
  const found = answer.findings.filter(({ refuses }) => refuses).map((each) => placed(each, fields, value));
  return found.length ? found : answer.refused ? answer.says : /** @type {const} */ (true);
}

/** @param {Told} told */
function warnings({ answer, fields, value }) {
  const found = answer.findings.filter(({ refuses }) => !refuses).map((each) => placed(each, fields, value));
  const isUndecided = !answer.refused && ['late', 'incomplete', 'unreachable'].includes(answer.because);
  return found.length ? found : isUndecided ? answer.says : /** @type {const} */ (true);
}

/**
 * Return a finding at its field; in Portable Text at the block that has its words.
 *
 * @param {Finding} finding
 * @param {Placed[]} fields
 * @param {unknown} value
 * @returns {ValidationError}
 */
function placed(finding, fields, value) {
  const at = fields.find(({ path }) => path === finding.field)?.at ?? [];
  const block = blocksAt(value, at).find((each) => textOf(each).includes(finding.quote));
  const path = block && finding.quote ? [...at, { _key: block._key }] : at;
  return { message: inLine(finding), path };
}

/** @param {Finding} finding */
export function inLine({ quote, says, suggestion }) {
  return `${quote ? `“${quote}”: ` : ''}${says}${suggestion ? ` Write: “${suggestion}”` : ''}`;
}

/**
 * @param {any} value
 * @param {import('sanity').Path} at
 * @returns {any[]}
 */
function blocksAt(value, at) {
  let found = value;
  for (const step of at) {
    const key = /** @type {any} */ (step)?._key;
    found = key ? found?.find?.((/** @type {any} */ each) => each?._key === key) : found?.[/** @type {any} */ (step)];
  }
  return Array.isArray(found) ? found.filter((each) => isBlock(each) && each._key) : [];
}

/** @param {any} block */
function textOf(block) {
  return block.children.map((/** @type {any} */ child) => child.text ?? '').join('');
}

/** @param {Placed} field */
function sent({ at, ...field }) {
  return field;
}

/** @param {Placed[]} fields */
function titleOf(fields) {
  return fields.find(({ is_title }) => is_title)?.text ?? '';
}

/**
 * Return what Brandcheck calls it: the same whether it is a draft, in a release or published.
 *
 * @param {{_id?: string} | undefined} document
 * @param {import('sanity').Path} [path]
 */
export function nameOf(document, path = []) {
  const id = (document?._id ?? 'new').replace(/^(?:drafts\.|versions\.[^.]+\.)/, '');
  const steps = path.map((step) => (typeof step === 'object' ? (/** @type {any} */ (step)._key ?? 'range') : step));
  return ['sanity', id, ...steps].join('/');
}
