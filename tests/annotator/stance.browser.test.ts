/** Where the margin stands in which window, and what a drag of its edge comes to. */
import { describe, expect, test } from 'vitest';
import { letGo, stanceIn } from '../../src/annotator/stance.ts';
import { USUAL_LAYOUT } from '../../src/protocol/margin-layout.ts';

const at = (width: number, change: object = {}, height = 800) =>
  stanceIn({ width, height }, { ...USUAL_LAYOUT, ...change }, null);

describe('where it stands', () => {
  test.each([
    [1600, {}, 'beside', 380],
    [1600, { width: 640 }, 'beside', 640],
    // 720 px of the page are left
    [1200, { width: 640 }, 'beside', 480],
    [1000, { width: 640 }, 'beside', 280],
    [1000, { width: 640, makesRoom: false }, 'beside', 640],
    [999, {}, 'over', 380],
    [700, {}, 'over', 350],
    [560, {}, 'over', 280],
    [559, {}, 'bottom', 576],
    [480, {}, 'bottom', 576],
    [320, {}, 'bottom', 576],
  ] as const)('a window of %i px, %o: %s, %i px', (width, change, kind, size) => {
    expect(at(width, change)).toMatchObject({ kind, size });
  });

  test('at every size the limits hold, and a sheet leaves some of the page, unless the window is hardly as high as it must be', () => {
    for (let width = 320; width < 2000; width += 7) {
      for (const wanted of [280, 380, 640]) {
        const { kind, size, least, most } = at(width, { width: wanted });
        expect(least).toBeLessThanOrEqual(size);
        expect(size).toBeLessThanOrEqual(most);
        // room for the bar at a selection, in the longest language
        if (kind === 'over') expect(width - size).toBeGreaterThanOrEqual(280);
        if (kind === 'beside') expect(width - size).toBeGreaterThanOrEqual(720);
      }
    }
    // 400 % zoom of 1280 × 1024, and of 1280 × 720
    expect(at(320, {}, 256)).toMatchObject({ size: 256, least: 256, most: 256 });
    expect(at(320, {}, 180)).toMatchObject({ size: 180 });
  });
});

describe('an edge that is let go', () => {
  const [beside, over] = [at(1600), at(700)];
  test.each([
    ['where it was dragged to', over, { size: 300, speed: 0, gone: 50 }, 300],
    ['not beyond its limits', over, { size: 900, speed: 0, gone: -550 }, 350],
    ['back, if it was pushed out a little', over, { size: 200, speed: 0.1, gone: 150 }, 280],
    ['out, if it was pushed far', over, { size: 150, speed: 0, gone: 200 }, 'leaves'],
    ['out, if it was thrown', over, { size: 330, speed: 0.9, gone: 40 }, 'leaves'],
    ['not out by a twitch', over, { size: 345, speed: 0.9, gone: 6 }, 345],
    ['not out, if it was thrown back', over, { size: 250, speed: -2, gone: 80 }, 280],
    ['never out, beside the text', beside, { size: 10, speed: 5, gone: 370 }, 280],
  ] as const)('goes %s', (_what, stance, drag, to) => {
    expect(letGo(stance, drag)).toBe(to);
  });
});
