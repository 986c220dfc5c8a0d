/**
 * Opens a task on an entry while it may not be published, and resolves it when it may.
 *
 * Contentful publishes no entry with unresolved tasks (Premium plans). A task of ours is known by how its text
 * begins; whoever resolves it by hand gets it back when the entry is next saved, if nothing was mended.
 *
 * @typedef {import('./gate.mjs').Settings & {assignee?: string, locales?: string[]}} Settings
 *   `assignee`: `User:ID` or `Team:ID`; who changed the entry last where it is not set. `locales`: all where not set.
 * @typedef {import('./gate.mjs').Answer} Answer
 * @typedef {Pick<import('contentful-management').PlainClientAPI, 'entry' | 'contentType' | 'task'>} Cma
 * @typedef {import('contentful-management').EntryProps} Entry
 * @typedef {import('contentful-management').TaskProps} Task
 *
 * @typedef {object} Settled
 * @property {boolean} refused
 * @property {string} says What was found, and what was done about it.
 * @property {string} problem What is wrong with the gate itself; empty where nothing is.
 * @property {string} url The report; empty where there is none.
 */

import { fieldsOf } from './fields.mjs';
import { asked } from './gate.mjs';

const MARK = 'Brandcheck';
const MOST = 512;
/** Bytes of a task's text, by Contentful. */
const DECIDED = ['passed', 'findings', 'empty'];

/**
 * Check the newest draft of an entry, and open, change or resolve its task.
 *
 * @param {string} entryId
 * @param {Cma} cma With space and environment set.
 * @param {Settings} settings
 * @param {typeof fetch} [fetching]
 * @returns {Promise<Settled>}
 */
export async function settle(entryId, cma, settings, fetching) {
  // What the event told may be old already; the task is about what would be published now.
  const entry = await cma.entry.get({ entryId });
  const type = await cma.contentType.get({ contentTypeId: entry.sys.contentType.sys.id });
  const answers = await Promise.all(questions(entry, fieldsOf(type, entry.fields), settings).map(ask));
  /** @param {import('./gate.mjs').Draft} draft */
  function ask(draft) {
    return asked(settings, draft, fetching);
  }
  const refusals = answers.filter(({ refused }) => refused);
  const problem = answers.find((answer) => answer.problem)?.problem ?? '';
  const known = { url: (refusals[0] ?? answers[0])?.url ?? '', problem, refused: refusals.length > 0 };
  if (refusals.length) return { ...known, says: await open(entry, cma, settings, textOf(refusals)) };
  const isDecided = answers.every(({ because }) => DECIDED.includes(because));
  return { ...known, says: isDecided ? await resolve(entryId, cma) : answers.map(({ says }) => says).join(' ') };
}

/**
 * @param {Entry} entry
 * @param {Map<string, import('./gate.mjs').Field[]>} fields
 * @param {Settings} settings
 * @returns {import('./gate.mjs').Draft[]}
 */
function questions(entry, fields, { locales }) {
  return [...fields]
    .filter(([locale]) => !locales || locales.includes(locale))
    .map(([locale, texts]) => ({
      document: `contentful:${entry.sys.space.sys.id}/${entry.sys.environment.sys.id}/${entry.sys.id}:${locale}`,
      title: texts.find(({ is_title }) => is_title)?.text ?? '',
      labels: { type: entry.sys.contentType.sys.id },
      fields: texts,
    }));
}

/**
 * @param {Entry} entry
 * @param {Cma} cma
 * @param {Settings} settings
 * @param {string} body
 */
async function open(entry, cma, settings, body) {
  const entryId = entry.sys.id;
  const [first] = await ours(entryId, cma);
  if (first?.status === 'active' && first.body === body) return 'The task stands.';
  const assignedTo = assigneeOf(entry, settings);
  /** @type {'active'} */
  const status = 'active';
  if (first) {
    await cma.task.update({ entryId, taskId: first.sys.id }, { ...first, body, status });
    return first.status === 'active' ? 'The task was changed.' : 'The task was opened again.';
  }
  await cma.task.create({ entryId }, { body, assignedTo, status });
  return 'A task was opened.';
}

/**
 * @param {string} entryId
 * @param {Cma} cma
 */
async function resolve(entryId, cma) {
  const active = (await ours(entryId, cma)).filter(({ status }) => status === 'active');
  for (const task of active) {
    await cma.task.update({ entryId, taskId: task.sys.id }, { ...task, status: 'resolved' });
  }
  return active.length ? 'The task was resolved.' : 'Nothing stands against publishing.';
}

/**
 * Return our tasks, active ones first.
 *
 * @param {string} entryId
 * @param {Cma} cma
 * @returns {Promise<Task[]>}
 */
async function ours(entryId, cma) {
  const { items } = await cma.task.getMany({ entryId });
  const found = items.filter(({ body }) => body.startsWith(MARK));
  return found.sort((one, other) => one.status.localeCompare(other.status));
}

/**
 * @param {Entry} entry
 * @param {Settings} settings
 * @returns {import('contentful-management').Link<'User' | 'Team'>}
 */
function assigneeOf({ sys }, { assignee }) {
  const [linkType, id] = (assignee ?? '').split(':');
  if (id && (linkType === 'User' || linkType === 'Team')) return { sys: { type: 'Link', linkType, id } };
  const people = [sys.updatedBy, sys.createdBy].filter((link) => link?.sys.linkType === 'User');
  if (!people[0]) throw new Error('Nobody can be given the task: set the parameter assignee to User:ID or Team:ID.');
  return { sys: { type: 'Link', linkType: 'User', id: people[0].sys.id } };
}

/**
 * Return a task's text: why, the findings as far as they fit, and the report.
 *
 * @param {Answer[]} refusals
 */
function textOf(refusals) {
  const [{ says, url }] = refusals;
  const findings = refusals.flatMap((each) => each.findings.filter(({ refuses }) => refuses));
  const end = url ? `\n${url}` : '';
  const lines = findings.map((each) => `\n“${each.quote}”: ${each.says}`);
  return `${cut(`${MARK}: ${says}${lines.join('')}`, MOST - bytes(end))}${end}`;
}

/** @param {string} text @param {number} most */
function cut(text, most) {
  if (bytes(text) <= most) return text;
  const characters = [...text];
  while (bytes(characters.join('')) > most - 3) characters.pop();
  return `${characters.join('')}…`;
}

/** @param {string} text */
function bytes(text) {
  return new TextEncoder().encode(text).length;
}
