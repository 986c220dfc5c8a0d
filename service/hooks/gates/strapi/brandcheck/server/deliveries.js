'use strict';

/**
 * What was published, sent to Brandcheck's hook and signed, which Strapi's own webhooks are not: one after the
 * other, and again when it was not taken. What waits is in memory alone, and gone when Strapi stops.
 */

const { createHmac } = require('node:crypto');
const { covers } = require('./settings');

const EVENT = 'entry.publish';
const PATIENCE = 10_000;
/** Milliseconds for an answer. */
const PAUSES = [5_000, 30_000, 120_000, 600_000];
/** Milliseconds before each further try. */

/** Send all that is published from now on. */
function deliveries(strapi, config, pauses = PAUSES) {
  let turn = Promise.resolve();
  const enqueue = (body, attempt) => {
    turn = turn.then(() => send(body, attempt));
  };
  const send = async (body, attempt) => {
    const problem = await problemOf(config.deliveries, body);
    if (!problem) return;
    const pause = problem.isFinal ? undefined : pauses[attempt];
    strapi.log.warn(`brandcheck: a delivery was not taken (${problem.says})${pause ? '; it is tried again' : ''}`);
    if (pause) setTimeout(() => enqueue(body, attempt + 1), pause).unref();
  };
  strapi.eventHub.on(EVENT, async (published) => {
    if (!covers(config, published.uid)) return;
    enqueue(JSON.stringify({ event: EVENT, createdAt: new Date(), ...published }), 0);
  });
}

/** Send *body* once, and return what went wrong; nothing where it was taken. */
async function problemOf({ url, secret }, body) {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const headers = { 'content-type': 'application/json', 'x-strapi-event': EVENT, ...signature(secret, body) };
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
    await response.arrayBuffer();
    if (response.ok) return undefined;
    const isFinal = response.status < 500 && ![408, 425, 429].includes(response.status);
    return { says: `the answer was ${response.status}`, isFinal };
  } catch (error) {
    return { says: error.cause?.code ?? error.message, isFinal: false };
  }
}

/** Return the headers that sign *body* now. */
function signature(secret, body, now = Date.now()) {
  const made = createHmac('sha256', secret).update(`${now}.${body}`).digest('hex');
  return { 'x-webhook-timestamp': String(now), 'x-webhook-signature': `sha256=${made}` };
}

module.exports = { deliveries, signature };
