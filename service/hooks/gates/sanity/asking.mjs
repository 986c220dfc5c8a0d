/**
 * What is asked about a document: each of its languages by itself, under the name that Brandcheck's hook gives it.
 *
 * @typedef {import('./gate.mjs').Settings & {locales?: string[]}} Settings `locales`: those that are checked; all where
 *   it is not set.
 * @typedef {import('./gate.mjs').Answer} Answer
 * @typedef {import('./fields.mjs').Placed} Placed
 * @typedef {Record<string, any> & {_id?: string, _type?: string}} Content
 * @typedef {{projectId?: string, dataset?: string}} Place Where it lies.
 */

import { LANGUAGES } from './fields.mjs';
import { asked } from './gate.mjs';

const TITLES = ['title', 'headline', 'heading', 'subject', 'name'];
const LOCALE = /^[a-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?(?:[-_][A-Za-z0-9]{5,8})*$/;

/**
 * Return one answer to what is asked about all languages.
 *
 * @param {Settings} settings
 * @param {import('./gate.mjs').Draft[]} drafts
 * @param {typeof fetch} [fetching]
 * @returns {Promise<Answer>}
 */
export async function askedAll(settings, drafts, fetching) {
  const [first, ...more] = drafts.length ? drafts : [{ document: '', fields: [] }];
  const answers = await Promise.all([first, ...more].map((draft) => asked(settings, draft, fetching)));
  const grave = answers.find(({ refused }) => refused) ?? answers.find(({ because }) => because !== 'passed');
  // A field without a language is in all of them, and so is what was found in it.
  const findings = new Map(answers.flatMap((each) => each.findings).map((each) => [`${each.guideline} ${each.field} ${each.quote}`, each]));
  return { ...(grave ?? answers[0]), findings: [...findings.values()] };
}

/**
 * Return what is asked about *document*, which has these *fields*.
 *
 * @param {Settings} settings
 * @param {Content} document
 * @param {Placed[]} fields
 * @param {Place} place
 * @returns {import('./gate.mjs').Draft[]}
 */
export function draftsOf({ locales }, document, fields, place) {
  const own = LANGUAGES.map((name) => document[name]).find((said) => typeof said === 'string' && said) ?? '';
  const wanted = (/** @type {string} */ locale) => !locale || !locales || locales.includes(locale);
  if (!wanted(own)) return [];
  const placed = fields.map((field) => ({ field, ...localised(document, field.path) }));
  const found = new Set(placed.map(({ locale }) => locale).filter(Boolean));
  return [...(found.size ? found : [own])].filter(wanted).map((locale) => {
    const ours = placed.filter((each) => !each.locale || each.locale === locale);
    return draftOf(`${nameOf(document, place)}${locale ? `:${locale}` : ''}`, document, ours);
  });
}

/**
 * @param {string} name
 * @param {Content} document
 * @param {{field: Placed, plain: string}[]} placed
 */
function draftOf(name, document, placed) {
  const ranks = placed.map(({ plain }) => TITLES.indexOf(plain.slice(1)));
  const best = Math.min(...ranks.filter((rank) => rank >= 0));
  const fields = placed.map(({ field: { at, ...field } }, number) => ({ ...field, is_title: ranks[number] === best }));
  const title = fields.find(({ is_title }) => is_title)?.text ?? '';
  return { document: name, title, labels: { type: String(document._type) }, fields };
}

/**
 * Return what Brandcheck calls it: the same whether it is a draft, in a release or published, and as its hook does.
 *
 * @param {Content} document
 * @param {Place} place
 */
function nameOf({ _id = 'new' }, { projectId, dataset }) {
  return `sanity:${projectId}/${dataset}/${_id.replace(/^(?:drafts\.|versions\.[^.]+\.)/, '')}`;
}

/**
 * Return the language of what lies at a pointer, by `internationalizedArray…` and `locale…`, and the pointer without it.
 *
 * @param {Content} document
 * @param {string} path
 */
function localised(document, path) {
  const steps = path.split('/').slice(1);
  /** @type {any} */
  let value = document;
  for (const [number, step] of steps.entries()) {
    const outer = value;
    value = value?.[step];
    const isItem = String(value?._type ?? '').startsWith('internationalizedArray');
    const isName = String(outer?._type ?? '').startsWith('locale') && LOCALE.test(step);
    const locale = isItem ? value.language || value._key : isName ? step : '';
    const plain = `/${steps.toSpliced(number, 1).join('/')}`;
    if (locale) return { locale: String(locale), plain: plain.replace(/\/value$/, '') };
  }
  return { locale: '', plain: path };
}
