// A real OpenID provider on a free port of this machine. People sign in by name alone; their name says their roles:
// `ada:writer,admin` is Ada, who is a writer and an admin. Prints its issuer once it listens.
// Usage: node provider.mjs MODULES CALLBACK
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, callback] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(join(modules, 'oidc-provider', 'lib', 'index.js')));

const server = createServer();
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const issuer = `http://127.0.0.1:${server.address().port}`;

const claims = (id) => {
  const [name, roles] = id.split(':');
  return { sub: id, name, email: `${name}@example.com`, roles: roles ? roles.split(',') : undefined };
};
const client = (client_id, more) => ({
  client_id,
  redirect_uris: [callback],
  grant_types: ['authorization_code'],
  response_types: ['code'],
  ...more,
});
const provider = new Provider(issuer, {
  clients: [
    client('brandcheck', { client_secret: 'a-secret-of-the-tests' }),
    client('brandcheck-public', { token_endpoint_auth_method: 'none' }),
  ],
  claims: { openid: ['sub', 'roles'], profile: ['name'], email: ['email'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['of-the-tests'] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_, id) => ({ accountId: id, claims: () => claims(id) }),
  pkce: { required: () => true },
  ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
});
server.on('request', provider.callback());
console.log(`issuer ${issuer}`);
