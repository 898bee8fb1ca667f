/** What is really on the screen: pixels of an element, and the media features it is shown under. */
import { cdp, page } from 'vitest/browser';

export type Colour = readonly [red: number, green: number, blue: number];

/** A picture of an element, by its own CSS pixels. */
export async function pictureOf(
  element: Element,
): Promise<{ at: (x: number, y: number) => Colour; colours: Colour[] }> {
  const base64 = await page.screenshot({ element, save: false });
  const response = await fetch(`data:image/png;base64,${base64}`);
  const bitmap = await createImageBitmap(await response.blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const pixel = (at: number): Colour => [data[at * 4]!, data[at * 4 + 1]!, data[at * 4 + 2]!];
  const box = element.getBoundingClientRect();
  const scale = width / box.width;
  return {
    at: (x, y) => pixel(Math.floor(y * scale) * width + Math.floor(x * scale)),
    colours: Array.from({ length: width * height }, (_, at) => pixel(at)),
  };
}

/** Emulates media features and type for the whole page; nothing given ends it. */
export async function emulate(features: Record<string, string> = {}, media = ''): Promise<void> {
  const session = cdp() as unknown as { send(method: string, params: object): Promise<unknown> };
  await session.send('Emulation.setEmulatedMedia', {
    media,
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
}

/** How well two colours are told apart: WCAG's contrast ratio, 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

export function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
