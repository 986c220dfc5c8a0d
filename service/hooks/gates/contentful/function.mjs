/**
 * A Contentful Function: an app event handler for `Entry.save` and `Entry.auto_save`, and an app action with the
 * parameter `entryId`. Contentful runs it, and has verified who calls.
 *
 * @typedef {import('@contentful/node-apps-toolkit').FunctionEventContext<import('./settle.mjs').Settings>} Context
 * @typedef {import('@contentful/node-apps-toolkit').AppEventRequest} AppEvent
 * @typedef {import('@contentful/node-apps-toolkit').AppActionRequest<'Custom', {entryId: string}>} AppAction
 */

import { settle } from './settle.mjs';

export const TOPICS = ['ContentManagement.Entry.save', 'ContentManagement.Entry.auto_save'];
const ACTION = 'appaction.call';

/**
 * @param {AppEvent | AppAction} event
 * @param {Context} context
 */
export async function handler(event, context) {
  if (!context.cma) throw new Error('The function has no access to content: its manifest lacks it.');
  const settings = context.appInstallationParameters;
  if (event.type === ACTION) {
    return { ...(await settle(String(/** @type {AppAction} */ (event).body.entryId), context.cma, settings)) };
  }
  const { headers, body } = /** @type {AppEvent} */ (event);
  if (!TOPICS.includes(headers['X-Contentful-Topic'])) return undefined;
  const { says, problem } = await settle(/** @type {{sys: {id: string}}} */ (body).sys.id, context.cma, settings);
  if (problem) console.error(problem);
  console.log(says);
  return undefined;
}
