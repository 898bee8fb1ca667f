/**
 * Which addresses a webhook may lead to: none inside of the endpoint's own network, or whoever looks after a group could have the
 * endpoint ask what only it can reach. Asked of the very address that is connected to, so that no name can change in between.
 */
import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';

/** Not for everybody (https://www.iana.org/assignments/iana-ipv4-special-registry). */
const INSIDE = new BlockList();
for (const range of [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24',
  '192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
].flatMap((line) => line.split(' '))) {
  const [network = '', bits] = range.split('/');
  INSIDE.addSubnet(network, Number(bits), 'ipv4');
}
/** Of IPv6 what is for everybody is one range, but for a few in it that are documentation or lead to an IPv4 address. */
const OUTSIDE6 = new BlockList();
OUTSIDE6.addSubnet('2000::', 3, 'ipv6');
const INSIDE6 = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  INSIDE6.addSubnet(network, bits, 'ipv6');

export function isPublic(address: string): boolean {
  if (isIPv6(address)) return OUTSIDE6.check(address, 'ipv6') && !INSIDE6.check(address, 'ipv6');
  return isIP(address) === 4 && !INSIDE.check(address, 'ipv4');
}

export class PrivateAddress extends Error {}

/** As node:net looks names up; it fails where any of a name's addresses is not public. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '');
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublic(address)))
      return callback(new PrivateAddress('the name leads into a private network'), '');
    if (options.all) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

/** Null for what a webhook may lead to, as far as its text tells; else what is wrong with it. @param isPrivateAllowed the operator has said so */
export function wrongWithUrl(text: string, isPrivateAllowed: boolean): string | null {
  if (text.length > 2000 || !URL.canParse(text)) return 'The address is none.';
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return 'The address must not have a name or password in it.';
  if (protocol !== 'https:' && !(isPrivateAllowed && protocol === 'http:')) return 'The address must begin with https.';
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (!isPrivateAllowed && isIP(bare) !== 0 && !isPublic(bare)) return 'The address is inside of a private network.';
  return null;
}
