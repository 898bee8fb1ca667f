/**
 * How painted passages look. Colours are translucent because we do not know the page's own; certainty is told by the
 * line, not by colour alone. Nothing is painted in print.
 */

/** The rules for every style name a mark can have. */
export const PAINT_STYLES = `@media screen {
::highlight(commonplace-mine){background-color:light-dark(rgb(255 206 46/.45),rgb(255 206 46/.3))}
::highlight(commonplace-peer){background-color:light-dark(rgb(64 160 255/.22),rgb(96 176 255/.28));text-decoration:underline 1px rgb(64 140 230)}
::highlight(commonplace-changed){background-color:rgb(255 150 50/.2);text-decoration:underline dotted 2px rgb(214 110 20)}
::highlight(commonplace-unsure){background-color:transparent;text-decoration:underline dashed 1px rgb(128 128 128)}
::highlight(commonplace-focus){background-color:light-dark(rgb(255 170 0/.6),rgb(255 180 40/.5));text-decoration:underline 2px rgb(200 110 0)}
@media (forced-colors:active){
::highlight(commonplace-mine),::highlight(commonplace-peer){background-color:Mark;color:MarkText}
::highlight(commonplace-changed){background-color:Mark;color:MarkText;text-decoration:underline dotted 2px}
::highlight(commonplace-unsure){background-color:transparent;text-decoration:underline dashed 1px}
::highlight(commonplace-focus){background-color:Highlight;color:HighlightText}
}}`;
