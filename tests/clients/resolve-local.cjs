// Loaded with NODE_OPTIONS: resolves the host names of stream workspaces to this machine, as a line in the hosts file would.
const dns = require('node:dns');

const lookup = dns.lookup;
dns.lookup = (host, ...rest) => lookup(/^atlas-stream-.+\.mongodb\.net$/i.test(host) ? '127.0.0.1' : host, ...rest);
