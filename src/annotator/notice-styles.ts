/**
 * Looks of the host itself and of a notice in it, with what a notice shares with other boxes there. `all: initial` keeps the
 * page's own rules out, all but the direction, and leaves boxes dark where the page says that it is; sizes are in px because the page
 * decides what a rem is.
 */

export const NOTICE_STYLES = `
:host { all: initial !important; direction: ltr !important; }
:host([dir='rtl']) { direction: rtl !important; }
* { box-sizing: border-box; font: 14px/1.3 system-ui, sans-serif; }
[hidden] { display: none !important; }
.adder, .walk, .notice {
  position: fixed; z-index: 2147483647; margin: 0; color: light-dark(#1d2b27, #f1efe6);
  background: light-dark(#fffdf7, #22302b); border: 1px solid light-dark(#c9c3b2, #4a5c55);
  border-radius: 10px; box-shadow: 0 4px 18px rgb(0 0 0 / .22);
}
button {
  display: inline-flex; align-items: center; gap: 6px; min-height: 36px; padding: 0 12px; margin: 0;
  color: inherit; background: none; border: 0; border-radius: 7px; cursor: pointer;
}
button:hover { background: light-dark(#ece6d6, #31443d); }
button:focus-visible { outline: 2px solid light-dark(#1f5c4d, #f2c14e); outline-offset: -2px; }
.notice { inset-block-end: 60px; inset-inline: 12px; max-inline-size: 460px; margin-inline: 0 auto; padding: 10px 12px; display: flex; gap: 8px; align-items: center; }
.notice span { flex: 1; }
@media (forced-colors: active) { .adder, .walk, .notice { border-color: CanvasText; } }
@media (pointer: coarse) { button { min-height: 44px; } }
@media print { .notice { display: none !important; } }
`;
