import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { reasonOf, StartRefusal } from '../daemon/start-refusal.js';
import { type Endpoint, type Listening, listenOn } from '../proxy/listen.js';

const page = `<html>
<head><title>IMSS console (stand-in)</title></head>
<body>
<p>This is the rehearsal lab's stand-in for the InterScan Messaging Security Suite console. It has no forms.</p>
</body>
</html>
`;

/** Key and certificate in one file. @throws StartRefusal when it is not there, or is none. */
function certificate(path: string): { readonly key: string; readonly cert: string } {
  try {
    const pem = readFileSync(path, 'latin1');
    return { key: pem, cert: pem };
  } catch (error) {
    throw new StartRefusal(`no certificate for the console: ${reasonOf(error)}`);
  }
}

/** The console that the article opens as https://HOST:8445/IMSS.html. @throws StartRefusal when it cannot start. */
export async function startConsole(listen: Endpoint, certificateFile: string): Promise<Listening> {
  const server = createServer(certificate(certificateFile), (request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/') response.writeHead(302, { Location: '/IMSS.html' }).end();
    else if (path !== '/IMSS.html') response.writeHead(404).end();
    else if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405).end();
    else response.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
  });
  const port = await listenOn(server, listen);
  return {
    port,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
