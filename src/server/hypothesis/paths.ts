/** The addresses of the API of Hypothesis here, and how its own directory names them. */
export const TOOL_PATHS = {
  root: '/api/',
  links: '/api/links',
  search: '/api/search',
  annotations: '/api/annotations',
  annotation: '/api/annotations/:id',
  groups: '/api/groups',
  group: '/api/groups/:id',
  members: '/api/groups/:id/members',
  groupAnnotations: '/api/groups/:id/annotations',
  profile: '/api/profile',
  profileGroups: '/api/profile/groups',
  token: '/api/token',
  socket: '/api/ws',
} as const;

type Link = { method: string; url: string; desc: string };

/** What a client asks first: where everything else is. */
export function directory(publicUrl: string) {
  const at = (method: string, path: string, desc: string): Link => ({
    method,
    url: new URL(path, publicUrl).href,
    desc,
  });
  const { annotation, annotations, groups, group, members, profile, profileGroups, search, links } = TOOL_PATHS;
  return {
    links: {
      search: at('GET', search, 'Search for annotations'),
      annotation: {
        create: at('POST', annotations, 'Create an annotation'),
        read: at('GET', annotation, 'Fetch an annotation'),
        update: at('PATCH', annotation, 'Update an annotation'),
        delete: at('DELETE', annotation, 'Delete an annotation'),
      },
      group: {
        read: at('GET', group, 'Fetch a group'),
        members: { read: at('GET', members.replace(':id', ':pubid'), 'Members of a group') },
      },
      groups: { read: at('GET', groups, 'My groups') },
      profile: {
        read: at('GET', profile, 'My profile'),
        groups: { read: at('GET', profileGroups, 'My groups') },
      },
      links: at('GET', links, 'Addresses of pages and of the socket'),
    },
  };
}

/** There are no pages here for most of what these name: they lead to what tells of this endpoint. */
export function pages(publicUrl: string): Record<string, string> {
  const about = new URL('/', publicUrl).href;
  const socket = new URL(TOOL_PATHS.socket, publicUrl);
  socket.protocol = socket.protocol === 'https:' ? 'wss:' : 'ws:';
  return {
    'account.settings': about,
    'forgot-password': about,
    'groups.new': about,
    help: about,
    'oauth.authorize': about,
    'oauth.revoke': about,
    'search.tag': `${about}?tag=:tag`,
    signup: about,
    user: `${about}?user=:user`,
    websocket: socket.href,
  };
}
