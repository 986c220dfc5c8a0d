// Signs and verifies deliveries with the vendors' own libraries: one JSON object a line in, one out.
//
// In: {do: "sign" | "verify", system, method, url, headers, body (base64), secret, at (milliseconds)}.
// Out: {headers} or {accepted}. Where a library only verifies (Webflow), or there is none (Storyblok), the
// signature is made of what the vendor's documentation says.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(process.argv[2]);
const contentful = require("@contentful/node-apps-toolkit");
const { Signature } = require("@hubspot/api-client/lib/src/utils/signature.js");
const sanity = require("@sanity/webhook");
const { Webhook } = require("standardwebhooks");
const { WebflowClient } = require("webflow-api");

const webflow = new WebflowClient({ accessToken: "none" });
const hmac = (kind, secret, message) => createHmac(kind, secret).update(message).digest("hex");
const path = (url) => url.slice(url.indexOf("/", url.indexOf("://") + 3));
const same = (one, other) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** @type {Record<string, {sign: Function, verify: Function}>} */
const systems = {
  contentful: {
    sign: ({ method, url, headers, text, secret, at }) =>
      contentful.signRequest(secret, { method, path: path(url), headers, body: text }, at),
    verify: ({ method, url, headers, text, secret, window }) =>
      contentful.verifyRequest(secret, { method, path: path(url), headers, body: text }, window),
  },
  sanity: {
    sign: async ({ text, secret, at }) => ({
      "sanity-webhook-signature": await sanity.encodeSignatureHeader(text, at, secret),
    }),
    verify: ({ headers, body, secret }) => sanity.isValidRequest({ headers, body }, secret),
  },
  storyblok: {
    sign: ({ body, secret }) => ({ "webhook-signature": hmac("sha1", secret, body) }),
    verify: ({ headers, body, secret }) => same(headers["webhook-signature"] ?? "", hmac("sha1", secret, body)),
  },
  webflow: {
    sign: ({ text, secret, at }) => ({
      "x-webflow-timestamp": String(at),
      "x-webflow-signature": hmac("sha256", secret, `${at}:${text}`),
    }),
    verify: ({ headers, text, secret }) => webflow.webhooks.verifySignature({ headers, body: text, secret }),
  },
  hubspot: {
    sign: ({ method, url, text, secret, at }) => ({
      "x-hubspot-request-timestamp": String(at),
      "x-hubspot-signature-v3": Signature.getSignature(method, "v3", {
        clientSecret: secret, requestBody: text, url, timestamp: at,
      }),
    }),
    verify: ({ method, url, headers, text, secret }) =>
      Signature.isValid({
        method,
        signatureVersion: "v3",
        signature: headers["x-hubspot-signature-v3"],
        clientSecret: secret,
        requestBody: text,
        url,
        timestamp: headers["x-hubspot-request-timestamp"],
      }),
  },
  generic: {
    sign: ({ text, secret, at }) => {
      const id = `msg_${at}`;
      return {
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at / 1000)),
        "webhook-signature": new Webhook(secret).sign(id, new Date(at), text),
      };
    },
    verify: ({ headers, body, secret }) => {
      new Webhook(secret).verify(body, headers, { jsonParse: false });
      return true;
    },
  },
};

/** Answers one question. */
async function answer(line) {
  const asked = JSON.parse(line);
  const body = Buffer.from(asked.body, "base64");
  const given = { ...asked, body, text: body.toString("utf8") };
  if (asked.do === "sign") return { headers: await systems[asked.system].sign(given) };
  try {
    return { accepted: await systems[asked.system].verify(given) };
  } catch (error) {
    return { accepted: false, because: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(line)));
}
