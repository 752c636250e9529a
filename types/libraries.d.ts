/* As much of React, Plotly, AG Grid and Dash as assets/ calls. They come with Dash's own packages; none is installed here. */

declare namespace React {
  type Node = unknown;
  type Component<P> = (props: P) => Node;
  interface Ref<T> {
    current: T;
  }
  interface Library {
    Fragment: string;
    createElement<P>(type: string | Component<P>, props: P, ...children: Node[]): Node;
    useRef<T>(first: T | null): Ref<T>;
    useEffect(run: () => (() => void) | undefined, on: unknown[]): void;
    useLayoutEffect(run: () => (() => void) | undefined, on: unknown[]): void;
    useState<T>(first: T): [T, (next: T | ((last: T) => T)) => void];
    useMemo<T>(make: () => T, on: unknown[]): T;
  }
  interface Root {
    render(node: Node): void;
    unmount(): void;
  }
}

declare namespace Plotly {
  interface Figure {
    data: unknown[];
    layout: Record<string, unknown>;
  }
  /** A point that was clicked; `source` and `target` only where it is a ribbon of a flow. */
  interface Point {
    pointNumber: number;
    source?: unknown;
    target?: unknown;
  }
  /** The element of a figure once it is drawn. */
  interface Place extends HTMLElement {
    on(event: "plotly_click", heard: (click: { points: Point[] }) => void): void;
  }
  interface Library {
    react(place: HTMLElement, data: unknown[], layout: object, config: object): Promise<unknown>;
    toImage(
      figure: Plotly.Figure | HTMLElement,
      asked: { format: "svg"; imageDataOnly: true; width: number; height: number },
    ): Promise<string>;
    purge(place: HTMLElement): void;
    Plots: { resize(place: HTMLElement): void };
  }
}

declare namespace AgGrid {
  interface Condition {
    filterType: string;
    type: string;
    filter: string | number;
    dateFrom: string;
  }
  /** What the grid asks its source for. */
  interface Asked {
    startRow: number;
    endRow: number;
    sortModel: { colId: string; sort: string }[];
    filterModel: Record<string, Condition>;
    successCallback(rows: unknown[], count: number): void;
    failCallback(): void;
  }
  interface Source {
    getRows(asked: Asked): void;
  }
  interface Library {
    AgGrid: React.Component<Record<string, unknown>>;
    getApiAsync(id: string): Promise<{ setGridOption(name: "datasource", value: Source): void }>;
  }
}

interface Window {
  React: React.Library;
  ReactDOM: {
    createRoot(place: HTMLElement): React.Root;
    createPortal(inside: React.Node, place: ShadowRoot): React.Node;
  };
  Plotly: Plotly.Library;
  dash_ag_grid: AgGrid.Library;
  dash_clientside: {
    no_update: unknown;
    set_props(id: string, props: Record<string, unknown>): void;
    cockpit: { frame(given: Frame | null | undefined): unknown };
  };
}
