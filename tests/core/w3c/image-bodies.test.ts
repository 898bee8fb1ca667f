import { expect, test } from 'vitest';
import { annotation } from '../../../src/core/export/jsonld.ts';
import { takeImageBodies } from '../../../src/core/w3c/image-bodies.ts';
import { readAnnotation } from '../../../src/core/w3c/read-annotation.ts';
import { pictured, pictures } from '../export/every-kind.ts';

test('what an export carries comes out of it again, and the note says what it said', () => {
  const exported = annotation(pictured, pictures);
  const { annotation: bare, images } = takeImageBodies(exported);
  expect(images).toEqual([...pictures.values()]);
  expect(readAnnotation(bare)).toMatchObject({ ok: true, fields: { text: pictured.text } });
  expect(bare).toEqual({ ...annotation(pictured), body: bare['body'] });
});

test('what is no picture of ours stays where it is', () => {
  for (const body of [
    'data:image/png;base64,AAAA',
    { type: 'Image', id: 'https://example.org/x.png' },
    { type: 'Image', id: 'data:image/svg+xml;base64,AAAA' },
    { type: 'Image', id: 'data:image/png;base64,A' },
    { type: 'TextualBody', value: 'data:image/png;base64,AAAA' },
  ]) {
    const given = { body };
    expect(takeImageBodies(given)).toEqual({ annotation: given, images: [] });
  }
});
