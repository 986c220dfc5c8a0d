/**
 * A validator: what would refuse a publish is an error at its field, which disables Publish; the rest are warnings.
 * The whole document is asked about, wherever the validator stands; that of a field tells what is about the field.
 *
 *     defineType({ name: 'post', type: 'document', validation: brandcheck(settings), fields: […] })
 *     defineField({ name: 'title', type: 'string', validation: brandcheck(settings) })
 *
 * @typedef {import('./asking.mjs').Settings} Settings
 * @typedef {import('./gate.mjs').Answer} Answer
 * @typedef {import('./gate.mjs').Finding} Finding
 * @typedef {import('./fields.mjs').Placed} Placed
 * @typedef {import('sanity').ValidationContext} Context
 * @typedef {import('sanity').ValidationError} ValidationError
 */

import { askedAll, draftsOf } from './asking.mjs';
import { fieldsOf, isBlock } from './fields.mjs';

const KEPT = 50;
/** Answers that are kept, so that the same words are asked about once. */
const API = { apiVersion: '2024-01-01' };
/** @type {WeakMap<Settings, Map<string, Promise<Answer>>>} */
const KNOWN = new WeakMap();
/** By settings, which the validators of several fields may share. */

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
 * @typedef {{answer: Answer, fields: Placed[], value: unknown, path: import('sanity').Path}} Told
 *
 * @param {Settings} settings
 * @param {typeof fetch} [fetching]
 * @returns {(value: unknown, context: Context) => Promise<Told>}
 */
function asking(settings, fetching) {
  const known = KNOWN.get(settings) ?? new Map();
  KNOWN.set(settings, known);
  return async (value, { document, schema, getClient, path = [] }) => {
    const type = document && schema.get(document._type);
    const fields = type ? fieldsOf(type, document) : [];
    const drafts = draftsOf(settings, document ?? {}, fields, getClient(API).config());
    const question = JSON.stringify(drafts);
    const answer = known.get(question) ?? askedAll(settings, drafts, fetching);
    remember(known, question, answer);
    return { answer: await answer, fields, value, path };
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
function errors(told) {
  const { refused, because, says } = told.answer;
  const found = placed(told, (finding) => finding.refuses);
  return found.length ? found : refused && because !== 'findings' ? says : /** @type {const} */ (true);
}

/** @param {Told} told */
function warnings(told) {
  const { refused, because, problem, says } = told.answer;
  const found = placed(told, (finding) => !finding.refuses);
  const isUndecided = problem || ['late', 'incomplete'].includes(because);
  return found.length ? found : isUndecided && !refused ? says : /** @type {const} */ (true);
}

/**
 * Return the findings that are wanted, as far as they are in the value, each at its field; in Portable Text at the block
 * that has its words.
 *
 * @param {Told} told
 * @param {(finding: Finding) => boolean} isWanted
 * @returns {ValidationError[]}
 */
function placed({ answer, fields, value, path }, isWanted) {
  return answer.findings.filter(isWanted).flatMap((finding) => {
    const at = fields.find((field) => field.path === finding.field)?.at ?? [];
    if (path.some((step, number) => JSON.stringify(step) !== JSON.stringify(at[number]))) return [];
    const here = at.slice(path.length);
    const block = blocksAt(value, here).find((each) => textOf(each).includes(finding.quote));
    return [{ message: inLine(finding), path: block && finding.quote ? [...here, { _key: block._key }] : here }];
  });
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
