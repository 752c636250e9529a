/* What the scripts of assets/ share: the events, `window.cockpit`, and the data that the server writes for them.

   The scripts are plain ones, joined into one file a page before Dash's renderer (cockpit/web/bundle.py); so they share by
   name, and every such name is declared here and nowhere else. Nothing of this folder is served. */

/* ---------- the events, on `document` ---------- */

interface DocumentEventMap {
  /** The desk asked the server something. Sent by reading.js (a link, a filter, a mark, the palette); heard by waiting.js,
      which greys the panels when the answer takes long. */
  "cockpit:asked": CustomEvent<null>;
  /** The answer stands on the page. Sent by frame.js; heard by waiting.js, by reading.js, which puts the focus where it was,
      and by palette.js, whose names may be others now. */
  "cockpit:drawn": CustomEvent<null>;
  /** Nobody answers; the root has the class `lost`. Sent by live.js; heard by waiting.js, whose grey ends. */
  "cockpit:lost": CustomEvent<null>;
  /** The server answers again. Sent by live.js; heard by reading.js, which asks again for what had no answer, and by
      watch.js. */
  "cockpit:found": CustomEvent<null>;
  /** Every figure shall be drawn now, and not when a hand comes near. Sent by what takes pictures or measures (tests); heard
      by tree.js. */
  "cockpit:figures": Event;
}

/** What stands in `sessionStorage` under the name `cockpit:renewals`: how often wall-pulse.js has asked for a new document,
 *  and when it last did. */
interface Renewals {
  count: number;
  last: number;
}

/* ---------- window.cockpit: what one script does for another, and for Dash ---------- */

interface Cockpit {
  /* the desk */
  /** reading.js: asks for another page without a new document; for marks.js and palette.js. */
  go(address: URL): void;
  /** marks.js: a point of a figure was chosen; for tree.js. */
  chosen(place: HTMLElement, point: Plotly.Point): void;
  /** grid.js: the table of the rows behind a number; for tree.js. */
  Grid: React.Component<GridProps>;
  /** tree.js: the page; Dash draws it by this name (cockpit/web/dash_internals.py). */
  Tree: React.Component<TreeProps>;
  /** embed.js: a panel in another Dash app, by this name (cockpit/web/dash_internals.py). */
  Embedded: React.Component<EmbeddedProps>;
  /** vector.js: what is laid out in `box` as shapes and texts; for take.js. */
  vector(box: HTMLElement, language: string): string;
  /** take.js: for the tests, which take pictures without a click. */
  picture(panel: HTMLElement): Picture;
  shapes(panel: HTMLElement): string;
  drawn(made: Picture): Promise<Blob>;
  figured(panel: HTMLElement): Promise<unknown>;

  /* every live page */
  /** live.js: begins to ask, for watch.js and wall-pulse.js. */
  live(page: LivePage): void;
  /** live.js: the answer as JSON, or an error with its `status` where there was one; `patience` is in ms. With a body it is
      a POST. */
  // biome-ignore lint/suspicious/noExplicitAny: what a server says is declared where it is taken
  fetched(url: string, body?: string, patience?: number): Promise<any>;
  /** live.js: asks once more now; for the tests, which do not wait. */
  ask(): Promise<void>;
  /** live.js: does something once the server answers, of several the last; for leaving.js, reading.js and waiting.js. */
  reach(act: () => void): Promise<void>;
  /** live.js: how many ms ago the last round ended; for wall-pulse.js. */
  idle(): number;

  /* the wall */
  /** wall-stage.js: shows a scene, with its fade or `without`; for wall-pulse.js. */
  show(scene: string, without?: boolean): void;
  /** wall-stage.js: does what the desk says, or ends it where it says nothing; for wall-pulse.js. */
  follow(given: Steer | null): void;
  /** wall-stage.js: the name of the scene that is seen, "" where none is; for wall-pulse.js. */
  scene(): string;
  /** wall-stage.js: the server's clock in seconds; for wall-pulse.js. */
  clock(seconds: number): void;

  /* plain functions that another script or a test of tests/assets calls */
  /** days.js: the ISO day so many days on; null where there is no such day. */
  dayAfter(day: string, days: number): string | null;
  /** palette.js: the names that fit, best first. */
  search(entries: NameEntry[], text: string): NameEntry[];
  /** print-plots.js: figures as SVG in their places, null where one fails; for the printer (cockpit/snapshot). */
  plots(figures: Plotly.Figure[]): Promise<(string | null)[]>;
  /** geometry.js */
  geometry: Geometry;
}

/** What a page does with the engine of live.js. */
interface LivePage {
  /** ms between two questions while all is well. */
  every: number;
  /** What is asked. */
  address(): string;
  /** An answer; where it fails the server counts as away. */
  // biome-ignore lint/suspicious/noExplicitAny: each page has an answer of its own
  take(given: any): unknown;
  /** Why it is away: nobody answers, or whoever asks may not. */
  words: Words<{ gone: string; barred: string }>;
  /** A line that stands until `unsay`; it may be said again, and may then be another. */
  say(line: string): void;
  unsay(): void;
}

interface Geometry {
  /** Two decimals. */
  near(value: number): number;
  /** The parts of a CSS value, cut at commas or blanks that do not stand in brackets. */
  parted(text: string, at: "," | " "): string[];
  /** A CSS length in pixels, such as 12%, 3px or calc(12% - 0.8px); `whole` is what 100% are. */
  length(said: string, whole: number): number;
  /** The turn of a CSS gradient in degrees, whether it repeats, and its colours with their places. */
  gradient(said: string): { turn: number; repeats: boolean; stops: [colour: string, place: string | null][] };
}

/* ---------- what the server writes ---------- */

/** The words of both languages, in the file that says them. */
type Words<T> = { zh: T; en: T };

/** The frame of a page (cockpit/web/callbacks.py). */
interface Frame {
  lang: string;
  surface: string;
  theme: string;
  title: string;
  version: string;
  moment: string;
}

/** A node of a page (cockpit/web/components.py): tag, attributes, children, and what is laid over them. */
interface TreeNode {
  t: string;
  a?: Record<string, unknown>;
  c?: (TreeNode | string)[];
  figure?: Plotly.Figure;
  grid?: GridProps;
}
interface TreeProps {
  /** A TreeNode as JSON. */
  tree: string;
  /** Where Plotly lies. */
  plotly: string;
}
/** A panel in another Dash app (cockpit/web/embed.py). */
interface EmbeddedProps {
  /** The sheets that declare its fonts. */
  faces: string[];
  id: string;
  tree: string;
  surface: string;
  theme: string;
  language: string;
}

/** A column of the rows behind a number (cockpit/board/rows). */
interface GridColumn {
  name: string;
  title: Words<string>;
  kind: string;
  unit?: string;
  absent?: string;
  adds?: boolean;
}
interface GridProps {
  source: string;
  columns: GridColumn[];
  language: "zh" | "en";
}
/** Rows from `start` to `end`; `count` are those that the conditions let in, `whole` is without conditions. */
interface GridPage {
  rows: Record<string, unknown>[];
  count: number;
  whole: { count: number };
  columns: GridColumn[];
  totals: Record<string, number | null>;
}

/** An entry of /api/v1/names: `keys` are lower-case names, pinyin, initials and code, the best first. */
interface NameEntry {
  kind: string;
  code: string;
  zh: string;
  en: string;
  keys: string[];
  path?: string;
  set: Record<string, string>;
}

/** A picture of a panel: an SVG and its size in pixels. */
interface Picture {
  text: string;
  width: number;
  height: number;
}

/** The plan of a screen (cockpit/web/wall/screen_plan.py): scenes with their seconds, working days (1 is Monday) and hours in
    minutes of the day, and how bright the night is. */
interface Plan {
  steps: [scene: string, seconds: number][];
  days: number[];
  hours: [from: number, to: number] | null;
  night: number;
}
/** What the desk says to a screen; `left` is in seconds. */
interface Steer {
  id: string;
  scene?: string;
  seconds?: number | null;
  hold?: boolean;
  left: number;
}
/** The answer of /wall/pulse; `now` is the server's clock in seconds. */
interface Pulse {
  now: number;
  steer: Steer | null;
  build: string;
  version: string;
}
/** The answer of /wall/pieces: whole scenes, or only the panels of them that changed, by their place. */
interface Pieces {
  order: string[];
  titles: Record<string, string>;
  version: string;
  /** Up to when its data are, in the city's zone. */
  moment: string;
  scenes: Record<
    string,
    { html: string } | { html?: undefined; pieces: Record<string, { html: string; broken?: boolean }> }
  >;
}

interface Window {
  cockpit: Cockpit;
}
