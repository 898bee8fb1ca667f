/**
 * What a parameter of an address is for, told by its name. Only names that one product has made
 * for itself, or that no page could be chosen by, are called tracking: `ref`, `source` or `id`
 * may name what is read.
 */

export type Purpose =
  /** Says how the reader came, or proves a right: never part of what is read. */
  | 'noise'
  /** May open what others cannot: tells documents apart, but its value is nobody else's business. */
  | 'secret'
  /** A way of coming or of showing, by most sites: left out where the canonical link leaves it out. */
  | 'view'
  /** Anything else may name what is read. */
  | 'content';

export function purposeOf(name: string, value: string): Purpose {
  if (TRACKING.test(name) || isSignature(name, value) || isSession(name, value)) return 'noise';
  if (PASSWORD.test(name) || (TOKEN.test(name) && value.length >= 12)) return 'secret';
  if (PASS.test(name) && value.length >= 16 && isRandom(value)) return 'secret';
  const isView = VIEW.test(name) || (WAY.test(name) && isWord(value)) || (FORM.test(name) && isShowing(value));
  return isView ? 'view' : 'content';
}

/**
 * Click and campaign identifiers as their vendors document them, those which Brave's and AdGuard's
 * lists strip on every site. A short or common word is not here, even where it mostly is one.
 */
const TRACKING = oneOf(
  // Campaigns: Google Analytics and its likes, Matomo and Piwik, Piano, Adobe, HubSpot's advertisements.
  'utm_\\w+|mtm_\\w+|pk_(?:campaign|kwd|keyword|source|medium|content|cid)|piwik_(?:campaign|kwd|keyword)|at_(?:campaign|medium|custom\\d)',
  '_ga|_gl|_gac|s_kwcid|ef_id|wt\\.(?:mc_id|nav|tsrc)|itm_(?:source|medium|campaign|content)|hsa_\\w+',
  // Clicks on advertisements: Google, Meta, Microsoft, X, TikTok, LinkedIn, Pinterest, Reddit, Yandex, Taboola, Outbrain.
  'gclid|gclsrc|gbraid|wbraid|dclid|gad_(?:source|campaignid)|srsltid|fbclid|fb_(?:action_ids|action_types|ref|source)|msclkid',
  'twclid|ttclid|li_fat_id|epik|rdt_cid|yclid|ysclid|ymclid|_openstat|tblci|dicbo|irclickid|irgwc|wickedid|rb_clickid',
  // Shares: Instagram, Facebook, X, Yahoo. YouTube's and Spotify's `si` is too short a name.
  'igsh|igshid|mibextid|sfnsn|ref_(?:src|url)|__twitter_impression|guce_referrer(?:_sig)?|guccounter',
  // Newsletters: HubSpot, Mailchimp, Marketo, Klaviyo, Drip, MailerLite, Omeda, Vero, Blueshift, beehiiv.
  '_hsenc|_hsmi|__hs(?:sc|tc|fp)|hsctatracking|mc_(?:cid|eid|tc)|mkt_tok|_kx|_ke|__s|ml_subscriber(?:_hash)?|oly_(?:anon|enc)_id',
  'vero_(?:id|conv)|bsft_\\w+|_bhlid',
  // Left in AMP pages by the Google search.
  'usqp|amp_(?:js_v|gsa|agsa)|_gsa',
);

/** Signed links to files: everything in them but the path is made anew at each visit. */
function isSignature(name: string, value: string): boolean {
  if (/^(x-amz-[\w-]+|x-goog-[\w-]+|awsaccesskeyid|googleaccessid|key-pair-id)$/i.test(name)) return true;
  return /^(signature|samlresponse|samlrequest|relaystate)$/i.test(name) && value.length >= 20;
}

const PASSWORD = oneOf('pass|passwd|password|pwd|secret|client[_-]?secret|otp|jwt|wstoken');
const TOKEN = oneOf('\\w*[_-]?token|auth[_-]?key|api[_-]?key|oauth_\\w+|sess[_-]?id|session[_-]?id');
/** Names that mean as many other things. */
const PASS = oneOf('\\w*[_-]?ticket|auth|session|sid|code|key|sig|state');

/** No words that a person or an editor would give. */
function isRandom(value: string): boolean {
  return /\d/.test(value) || /[a-z][A-Z].*[a-z][A-Z]/.test(value);
}

/** Names that mean a session, with values that cannot be anything else. */
function isSession(name: string, value: string): boolean {
  if (/^(jsessionid|phpsessid|aspsessionid\w+|cfid|cftoken|osCsid|zenid|sesskey)$/i.test(name)) return true;
  return /^(s|sid|session|sessionid|session_id)$/i.test(name) && /^[\da-f]{32,64}$/i.test(value);
}

const VIEW = oneOf(
  'print|printable|printer|printview|print_view|printerfriendly|printpage|pf|amp|outputtype|mobile|nomobile|useskin|mobileaction',
  'smid|smtyp|cmp|cmpid|ncid|icid|ito|ocid|mbid|rss|xtor|ns_\\w+|spm|si|usp|trk|sc_\\w+|emc|regi_id|instance_id|segment_id',
  'ab_channel|lipi',
);
/** By these a list may also be chosen, or a file be shown: only a word is a way to come. */
const WAY = oneOf('ref|ref_|referrer|referer|source|via|share|shared|partner|feature');
const FORM = oneOf('format|output|view|mode|display|type|m|v');

function isWord(value: string): boolean {
  return /^[a-z][\w-]*$/i.test(value);
}

function isShowing(value: string): boolean {
  return /^(amp|print\w*|mobile)$/i.test(value);
}

function oneOf(...names: string[]): RegExp {
  return new RegExp(`^(?:${names.join('|')})$`, 'i');
}
