/** What a client of the protocol asks for by headers: the media type, and how much of a container. */
import { HttpError } from '../http/http-error.ts';

const JSON_LD = 'application/ld+json';
export const JSON_LD_TYPE = `${JSON_LD}; profile="http://www.w3.org/ns/anno.jsonld"`;

/** The media type to answer in: JSON-LD for whoever says nothing. Throws `not_acceptable`. */
export function acceptedType(accept: string | undefined): string {
  if (accept === undefined || accept.trim() === '') return JSON_LD_TYPE;
  const ranges = accept.split(',').flatMap((range) => {
    const [media = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return parameters.some((one) => /^q=0(\.0*)?$/.test(one)) ? [] : [media];
  });
  if (ranges.some((range) => [JSON_LD, 'application/*', '*/*'].includes(range))) return JSON_LD_TYPE;
  if (ranges.includes('application/json')) return 'application/json';
  throw new HttpError('not_acceptable', null, 'This is served as application/ld+json. Ask for that, or for anything.');
}

export function isJsonLd(contentType: string | undefined): boolean {
  const [media = ''] = (contentType ?? '').split(';');
  return [JSON_LD, 'application/json'].includes(media.trim().toLowerCase());
}

/** `first`: the first page is in the answer. `iris`: its items are IRIs and no more. */
export type Preference = { first: boolean; iris: boolean; isApplied: boolean };

/** Of a container (protocol §4.2.1); `iris` of the address counts where no preference is given. */
export function preferenceIn(prefer: string | undefined, iris: boolean): Preference {
  const include = /(?:^|[,;\s])include\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(prefer ?? '');
  const wanted = (include?.[1] ?? include?.[2] ?? '').split(/\s+/);
  const asks = (name: string): boolean => wanted.includes(name);
  const isMinimal = asks('http://www.w3.org/ns/ldp#PreferMinimalContainer');
  const wantsIris = asks('http://www.w3.org/ns/oa#PreferContainedIRIs');
  const wantsAll = asks('http://www.w3.org/ns/oa#PreferContainedDescriptions');
  return {
    first: !isMinimal,
    iris: wantsAll ? false : wantsIris || iris,
    isApplied: isMinimal || wantsIris || wantsAll,
  };
}

/** Whether an entity tag is among those of If-Match or If-None-Match (RFC 9110 §13.1). */
export function names(header: string, tag: string, strong: boolean): boolean {
  if (header.trim() === '*') return true;
  const tags = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.some((one) => one === tag || (!strong && one === `W/${tag}`));
}
