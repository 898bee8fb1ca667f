/** Small line drawings, inline so that they take the colour of the words beside them. Always decoration: the words say it. */
const PATHS = {
  reply: 'M9 7 4.500 11.500 9 16M5 11.500h9a5.500 5.500 0 0 1 5.500 5.500v1',
  edit: 'M4.500 19.500 5.500 15 15.800 4.700a1.800 1.800 0 0 1 2.500 0l1 1a1.800 1.800 0 0 1 0 2.500L9 18.500zM14 6.500l3.500 3.500',
  remove: 'M5 7h14M10 4.500h4M7 7l.8 12h8.400L17 7M10.300 10.500v5M13.700 10.500v5',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  close: 'M6.500 6.500l11 11M17.500 6.500l-11 11',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  clock: 'M12 7.500V12l3 2M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z',
  warning: 'M12 9.500v4M12 16.500h.01M12 4.500 3.500 19h17z',
  info: 'M12 11v5M12 8h.01M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z',
  people:
    'M9 11.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.500 19c.3-3 2.500-4.700 5.500-4.700s5.200 1.700 5.500 4.700M15.500 5.800a3 3 0 0 1 0 5.400M17.300 14.800c1.900.7 3 2.100 3.200 4.200',
  lock: 'M7 11V8.500a5 5 0 0 1 10 0V11M6 11h12v8.500H6z',
  copy: 'M9 9h10.500v10.500H9zM5.500 15H4.500V4.500H15v1',
  import: 'M12 4v10M8 10.500l4 4 4-4M5 15.500V19.500h14v-4',
  note: 'M5 5h14v10.500h-7L8 19.500v-4H5z',
  question: 'M9.200 9.300a2.900 2.900 0 1 1 4.300 2.500c-1 .6-1.500 1.100-1.500 2.200M12 17.500h.01',
  page: 'M7 4h7l4 4v12H7zM14 4v4h4M9.500 12.500h5M9.500 16h5',
  link: 'M10.500 13.500a3.500 3.500 0 0 0 5 0l3-3a3.500 3.500 0 0 0-5-5l-1 1M13.500 10.500a3.500 3.500 0 0 0-5 0l-3 3a3.500 3.500 0 0 0 5 5l1-1',
  picture: 'M4.500 5.500h15v13h-15zM5 16.500l4-4.500 3.500 3.500 2.500-2.500 4 4M15.500 9h.01',
  search: 'M10.500 5a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11zM14.700 14.700l5 5',
  thread: 'M6 5v9a4 4 0 0 0 4 4h8M10 9h8M10 13h8',
  up: 'M6.500 14.500 12 9l5.500 5.500',
  down: 'M6.500 9.500 12 15l5.500-5.500',
  before: 'M14.500 6.500 9 12l5.500 5.500',
  after: 'M9.500 6.500 15 12l-5.500 5.500',
  ends: 'M5 5v14M19 5v14M8.500 12h7M10.500 9.500 8 12l2.500 2.500M13.500 9.500 16 12l-2.500 2.500',
  layout: 'M4 5h16v14H4zM14 5v14M16.500 9h1.500M16.500 12h1.500',
  eye: 'M3.500 12c2-3.700 4.900-5.500 8.500-5.500s6.500 1.800 8.500 5.500c-2 3.700-4.900 5.500-8.500 5.500S5.500 15.700 3.500 12zM12 9.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z',
  unseen:
    'M4.500 4.500l15 15M9.800 6.800A9 9 0 0 1 12 6.500c3.600 0 6.500 1.800 8.500 5.500a14 14 0 0 1-2.200 3M14 17.200a9 9 0 0 1-2 .3c-3.600 0-6.500-1.800-8.500-5.500a13 13 0 0 1 3.200-3.900M10.200 10.200a2.500 2.500 0 0 0 3.500 3.500',
  retry: 'M18.500 12a6.500 6.500 0 1 1-2-4.700M18.500 4.500v4h-4',
} as const;

export type IconName = keyof typeof PATHS;

/** Drawings that point along the line of reading are turned over in right-to-left pages. */
const DIRECTED = new Set<IconName>(['reply', 'thread', 'before', 'after', 'layout']);

/** One drawing of 1.125em, hidden from assistive technology. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={DIRECTED.has(name) ? 'icon icon-directed' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} stroke-width={name === 'more' ? 2.6 : undefined} />
    </svg>
  );
}
