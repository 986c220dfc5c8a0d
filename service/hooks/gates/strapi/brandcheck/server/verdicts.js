'use strict';

/**
 * The verdicts that Brandcheck sends back, signed by Standard Webhooks with the hook's token.
 *
 * A verdict is kept in a JSON attribute of the entry, if its type has it, with the draft and with what is
 * published; and the draft moves to a stage of its review workflow, where the edition has one. It is written
 * below the document service, so that nothing is modified or published by it, and no event fires.
 */

const { createHmac, timingSafeEqual } = require('node:crypto');

const PATH = /^\/[\w/-]+\/brandcheck\/verdicts$/;
const WINDOW = 300;
/** Seconds for which a signature is good. */
const MOST = 1_000_000;
/** Bytes of a verdict. */
const MARK = 'whsec_';

/** Return the server's middleware. */
function verdicts(strapi, config) {
  return async (ctx, next) => {
    if (ctx.method !== 'POST' || !PATH.test(ctx.path)) return next();
    const body = await bytes(ctx.req);
    if (!body) return answer(ctx, 413, 'too large');
    if (!isSigned(ctx.headers, body, config.verdicts.secret)) return answer(ctx, 401, 'not signed with the token');
    const verdict = parsed(body);
    if (!verdict || !strapi.contentTypes[verdict.uid]) return answer(ctx, 422, 'not about an entry of this Strapi');
    return answer(ctx, 200, await kept(strapi, config, verdict));
  };
}

function answer(ctx, status, says) {
  ctx.status = status;
  ctx.body = { says };
}

async function bytes(stream) {
  const parts = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > MOST) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Return whether the body was signed with *secret* lately (https://www.standardwebhooks.com). */
function isSigned(headers, body, secret, now = Date.now() / 1000) {
  const { 'webhook-id': id = '', 'webhook-timestamp': stamp = '', 'webhook-signature': said = '' } = headers;
  if (!/^[0-9]{10}$/.test(stamp) || Math.abs(now - Number(stamp)) > WINDOW || id.includes('.')) return false;
  const signed = Buffer.concat([Buffer.from(`${id}.${stamp}.`), body]);
  const right = Buffer.from(createHmac('sha256', keyOf(secret)).update(signed).digest('base64'));
  const fits = (one) => one.length === right.length && timingSafeEqual(one, right);
  return said.split(' ').some((one) => one.startsWith('v1,') && fits(Buffer.from(one.slice(3))));
}

/** Return the bytes of a secret: base64 where it is that, as the sender takes it, else its text. */
function keyOf(secret) {
  const text = secret.startsWith(MARK) ? secret.slice(MARK.length) : secret;
  const decoded = Buffer.from(text, 'base64');
  return decoded.toString('base64') === text ? decoded : Buffer.from(secret);
}

/** Return what a body says, as far as it is about an entry: `strapi/<uid>/<documentId>`. */
function parsed(body) {
  let told;
  try {
    told = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  const found = /^strapi\/([\w:.-]+)\/([\w-]+)$/.exec(told?.data?.document ?? '');
  if (!found || Number.isNaN(Date.parse(told.timestamp))) return undefined;
  const { verdict, score, counts, problem, report, locale } = told.data;
  const kept = { verdict, score, counts, problem, report, at: told.timestamp };
  return { uid: found[1], documentId: found[2], locale: locale || null, kept };
}

/** Write a verdict, and return what was done; one that is older than what is there changes nothing. */
async function kept(strapi, config, { uid, documentId, locale, kept: verdict }) {
  const where = { documentId, ...(locale ? { locale } : {}) };
  const field = config.verdicts.field;
  const has = strapi.contentTypes[uid].attributes[field]?.type === 'json';
  const entries = await strapi.db.query(uid).findMany({ where });
  if (!entries.length) return 'the entry is gone';
  if (has && entries.some((entry) => Date.parse(entry[field]?.at) > Date.parse(verdict.at))) return 'an older verdict';
  const done = [];
  if (has) {
    for (const entry of entries) await written(strapi, uid, entry, field, verdict);
    done.push(`kept in ${field}`);
  }
  const draft = entries.find((entry) => !entry.publishedAt);
  const stage = draft && (await moved(strapi, uid, draft, config.verdicts[STAGES[verdict.verdict]]));
  return [...done, ...(stage ? [`moved to ${stage}`] : [])].join(', ') || 'nothing to write it to';
}

const STAGES = { pass: 'passed', fail: 'failed' };

/** Write an attribute of an entry, and not its time: Strapi tells by that whether a draft was modified. */
async function written(strapi, uid, entry, field, value) {
  const { tableName, attributes } = strapi.db.metadata.get(uid);
  const column = attributes[field].columnName;
  await strapi.db.connection(tableName).where({ id: entry.id }).update({ [column]: JSON.stringify(value) });
}

/** Move a draft to a stage of its review workflow, and return its name; nothing where there is no such stage. */
async function moved(strapi, uid, draft, name) {
  const workflows = name && strapi.ee?.features?.isEnabled('review-workflows') && strapi.plugin('review-workflows');
  if (!workflows) return undefined;
  const workflow = await workflows.service('workflows').getAssignedWorkflow(uid, { populate: ['stages'] });
  const stage = workflow?.stages?.find((each) => each.name === name);
  if (!stage) return undefined;
  await workflows.service('stages').updateEntity(draft, uid, stage.id);
  return name;
}

module.exports = { verdicts, isSigned };
