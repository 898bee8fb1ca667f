/** One good file of each kind that can be imported, made here by the shape that its maker documents. */
import { textOf } from '../../../src/core/export/export-input.ts';
import { filesOf } from '../../../src/core/export/formats.ts';
import type { Given } from '../../../src/core/import/importers.ts';
import { everyDifficulty, exportOf } from '../export/every-kind.ts';

const clipping = (title: string, facts: string, words: string): string =>
  `\ufeff${title}\r\n- ${facts}\r\n\r\n${words}\r\n==========\r\n`;

/** In the sentences of several languages, as devices write them. */
export const kindle = [
  clipping(
    'The Tide Tables (Mora, Ines)',
    'Your Highlight on page 9 | Location 120-22 | Added on Sunday, March 3, 2024 9:05:11 PM',
    'The quay is under water.',
  ),
  clipping(
    'The Tide Tables (Mora, Ines)',
    'Your Note on page 9 | Location 122 | Added on Sunday, March 3, 2024 9:06:00 PM',
    'Twice a day?',
  ),
  clipping(
    'The Tide Tables (Mora, Ines)',
    'Your Bookmark on page 10 | Location 140 | Added on Sunday, March 3, 2024 9:07:00 PM',
    '',
  ),
  clipping(
    'Gezeiten (Text (von 1910) Meer)',
    'Ihre Markierung bei Position 47-48 | Hinzugefügt am Dienstag, 12. Mai 2020 um 07:05:09',
    'Das Wasser kommt.',
  ),
  clipping(
    'Las mareas',
    'La subrayado en la página 3 | posición 60-61 | Añadido el viernes, 7 de agosto de 2015 22:10:03',
    'El agua vuelve.',
  ),
  clipping(
    'Les marées (Dumas)',
    'Votre surlignement sur la page 3 | emplacement 60-61 | Ajouté le mercredi 2 décembre 2015 08:01:02',
    'L’eau revient.',
  ),
  clipping('潮汐 (作者)', '您在位置 #70-71的标注 | 添加于 2014年4月20日星期日 下午11:27:46', '潮水会回来。'),
  clipping(
    'Приливы',
    'Ваш выделенный отрывок в месте 80–81 | Добавлено: понедельник, 6 января 2020 г. в 9:15:00',
    'Вода вернётся.',
  ),
].join('');

export const readwise = [
  'Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags',
  '"A passage, with ""quotes""\nand two lines",The Same Page,Ines Mora,,.craft .how-we-read Why?,yellow,"one,two",page,9,2024-03-03 21:05:11+00:00,',
  "'=1+1 is two,The Same Page,Ines Mora,,,,,location,10,,",
].join('\r\n');

export const hypothesis = textOf(filesOf('hypothesis', exportOf(everyDifficulty))[0]!.pieces);
export const jsonld = textOf(filesOf('jsonld', exportOf(everyDifficulty))[0]!.pieces);

export const zotero = JSON.stringify([
  {
    key: 'WORK0001',
    data: {
      key: 'WORK0001',
      itemType: 'journalArticle',
      title: 'On tides',
      url: 'https://example.org/tides',
      DOI: '10.1000/t',
      date: '2020-05',
      creators: [{ creatorType: 'author', firstName: 'Ines', lastName: 'Mora' }],
    },
  },
  {
    key: 'FILE0001',
    data: { key: 'FILE0001', itemType: 'attachment', title: 'Full Text PDF', parentItem: 'WORK0001' },
  },
  {
    key: 'ANNO0001',
    data: {
      key: 'ANNO0001',
      itemType: 'annotation',
      parentItem: 'FILE0001',
      annotationType: 'highlight',
      annotationText: 'The quay is under water.',
      annotationComment: 'Twice?',
      annotationColor: '#5fb236',
      annotationPageLabel: '9',
      tags: [{ tag: 'tide' }],
      dateAdded: '2024-03-03T21:05:11Z',
      dateModified: '2024-03-04T21:05:11Z',
    },
  },
  {
    key: 'ANNO0002',
    data: {
      key: 'ANNO0002',
      itemType: 'annotation',
      parentItem: 'FILE0001',
      annotationType: 'ink',
      annotationComment: '',
      tags: [],
    },
  },
]);

const record = encodeURIComponent(JSON.stringify({ annotationKey: 'ANNO0003', pageLabel: '12', color: '#ff6666' }));
export const zoteroRdf = `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:bib="http://purl.org/net/biblio#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
  <bib:Article rdf:about="https://example.org/tides"><dcterms:isReferencedBy rdf:resource="#item_2"/><dc:title>On tides &amp; quays</dc:title>
    <dc:identifier><dcterms:URI><rdf:value>https://example.org/tides</rdf:value></dcterms:URI></dc:identifier></bib:Article>
  <bib:Memo rdf:about="#item_2"><rdf:value>&lt;p&gt;&lt;span class="highlight" data-annotation="${record}"&gt;“Water &amp;amp; stone”&lt;/span&gt; &lt;span class="citation"&gt;(&lt;span class="citation-item"&gt;Mora, 2020&lt;/span&gt;)&lt;/span&gt; why both?&lt;/p&gt;</rdf:value></bib:Memo>
</rdf:RDF>`;

export const omnivore = new Map([
  [
    'metadata_0_to_1.json',
    JSON.stringify([
      {
        id: '1',
        slug: 'on-tides',
        title: 'On tides',
        url: 'https://example.org/tides',
        author: 'Ines Mora',
        labels: ['sea'],
        savedAt: '2024-03-03T21:05:11.000Z',
        state: 'Active',
      },
    ]),
  ],
  ['highlights/on-tides.md', '> The quay is\n> under water.\n\n#tide #quay\n\nTwice a day?\n\n> Another passage.\n'],
]);

export const samples: Record<string, Given> = {
  jsonld: { text: jsonld },
  hypothesis: { text: hypothesis },
  zotero: { text: zotero },
  zoteroRdf: { text: zoteroRdf },
  readwise: { text: readwise },
  kindle: { text: kindle },
  omnivore: { archive: omnivore },
};
