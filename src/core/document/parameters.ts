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
  if (TRACKING.test(name) || SIGNATURE.test(name) || isSession(name, value)) return 'noise';
  if (PASSWORD.test(name) || (TOKEN.test(name) && isRandom(value))) return 'secret';
  return VIEW.test(name) || (FORM.test(name) && /^(amp|print\w*|mobile)$/i.test(value)) ? 'view' : 'content';
}

/** Sources: the vendors' documentation of their own click identifiers; checked against AdGuard's URL tracking filter. */
const TRACKING = oneOf(
  // Campaigns: Google Analytics and its likes, Matomo, Piano, Adobe.
  'utm_\\w+|mtm_\\w+|matomo_\\w+|pk_(campaign|kwd|keyword|source|medium|content|cid)|piwik_\\w+|at_(campaign|medium|custom\\d)',
  '_ga|_gl|_gac|_ke|s_kwcid|ef_id|wt\\.(mc_id|nav|tsrc|z\\w+)|itm_(source|medium|campaign|content)|hmb_\\w+',
  // Clicks on advertisements: Google, Meta, Microsoft, X, TikTok, LinkedIn, Pinterest, Reddit, Snap, Yandex, Baidu, Taboola, Outbrain.
  'gclid|gclsrc|gbraid|wbraid|dclid|gad_(source|campaignid)|srsltid|gs_lcrp|fbclid|fb_(action_ids|action_types|ref|source)|msclkid',
  'twclid|ttclid|li_fat_id|epik|rdt_cid|sccid|yclid|ysclid|ymclid|_openstat|bd_vid|tblci|dicbo|obclid|irclickid|irgwc|wickedid|vmcid',
  // Shares: Instagram, X, LinkedIn, Spotify and Apple are not here, their names are too common.
  'igsh|igshid|ref_(src|url)|__twitter_impression|guce?_referrer(_sig)?|guccounter|share_id_token|sfnsn|mibextid|xmt',
  // Newsletters: HubSpot, Mailchimp, Marketo, Klaviyo, Drip, MailerLite, Omeda, Vero, Beehiiv.
  '_hsenc|_hsmi|__hs(sc|tc|fp)|hsctatracking|mc_(cid|eid|tc)|mkt_tok|_kx|__s|ml_subscriber(_hash)?|oly_(anon|enc)_id|vero_(id|conv)|_bhlid',
  // Left in AMP pages by the Google search.
  'usqp|aoh|amp_(js_v|gsa|ct|agsa)|_gsa|aqs|sxsrf|ved|sei',
);

/** Signed links to files: everything in them but the path is made anew at each visit. */
const SIGNATURE = oneOf(
  'x-amz-[\\w-]+|x-goog-[\\w-]+|awsaccesskeyid|googleaccessid|key-pair-id|signature|samlresponse|samlrequest|relaystate',
);

const PASSWORD = oneOf('pass|passwd|password|pwd|secret|client[_-]?secret|otp|jwt|wstoken');
const TOKEN = oneOf(
  '\\w*[_-]?token|\\w*[_-]?ticket|auth|auth[_-]?key|api[_-]?key|oauth_\\w+|session|session[_-]?id|sess[_-]?id|sid|code|key',
);

/** A value that a person or an editor would give is shorter, or is words. */
function isRandom(value: string): boolean {
  return value.length >= 16 && /\d/.test(value);
}

/** Names that mean a session, with values that cannot be anything else. */
function isSession(name: string, value: string): boolean {
  if (/^(jsessionid|phpsessid|aspsessionid\w+|cfid|cftoken|osCsid|zenid|sesskey)$/i.test(name)) return true;
  return /^(s|sid|session|sessionid|session_id)$/i.test(name) && /^[\da-f]{32,64}$/i.test(value);
}

const VIEW = oneOf(
  'print|printable|printer|printview|print_view|printerfriendly|printpage|pf|amp|outputtype|mobile|nomobile|useskin|mobileaction',
  'ref|ref_|referrer|referer|src|source|via|share|shared|smid|smtyp|cmp|cmpid|ncid|icid|ito|ocid|mbid|partner|rss|xtor|ns_\\w+',
  'spm|si|feature|usp|trk|sc_\\w+|emc|regi_id|instance_id|segment_id|ab_channel|lipi',
);
const FORM = oneOf('format|output|view|mode|display|type|m|v');

function oneOf(...names: string[]): RegExp {
  return new RegExp(`^(?:${names.join('|')})$`, 'i');
}
