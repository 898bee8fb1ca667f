/** An annotation as other programs write them: with what our notes have no place for, and with what is beyond the published context. */
export const foreignAnnotation = {
  '@context': 'http://www.w3.org/ns/anno.jsonld',
  id: 'https://annotations.example/1',
  type: 'Annotation',
  motivation: ['commenting', 'classifying'],
  creator: { id: 'https://ann.example/', type: 'Person', name: 'Ann' },
  created: '2026-05-01T10:00:00Z',
  rights: 'https://creativecommons.org/licenses/by/4.0/',
  canonical: 'urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df',
  via: ['https://older.example/2'],
  audience: { id: 'https://example.org/readers', type: 'Audience', 'schema:audienceType': 'readers' },
  generator: { id: 'https://example.org/app', type: 'Software', name: 'Another app', homepage: 'https://example.org/' },
  generated: '2026-05-01T10:00:01Z',
  'dcterms:license': { id: 'https://example.org/licence' },
  'schema:keywords': ['tides', 'margins'],
  body: [
    { type: 'TextualBody', value: 'Bonjour', language: 'fr', purpose: 'commenting', format: 'text/plain' },
    { type: 'TextualBody', value: 'craft', purpose: 'tagging', created: '2026-05-01T10:00:00Z' },
  ],
  target: {
    type: 'SpecificResource',
    source: 'https://example.org/page',
    selector: { type: 'TextQuoteSelector', exact: 'the tide', prefix: 'and ', suffix: ' turns' },
    state: { type: 'TimeState', sourceDate: '2026-04-01T00:00:00Z' },
  },
  // Nothing by the published context: a prefix of somebody's own, a bare word, an address without a beginning.
  'own:mood': 'curious',
  tone: 'dry',
  cached: 'copies/1.html',
  related: { id: 'https://example.org/2' },
};
