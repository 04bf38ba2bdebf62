import { type BoxKind, type GroupKind } from "./drawing";
import ROWS from "./shapes-of-boxes.json";

/** Fields of services, by which the field of cloud architecture colours its diagrams. */
export type Field = "general" | "network" | "compute" | "containers" | "storage" | "database" | "security";

export interface Colours {
  /** Fill of a box. */
  readonly fill: string;
  /** Frame of a box, and ground of its shape. */
  readonly stroke: string;
}

/** Names of fields for a legend, and their colours. White shapes on the grounds have a contrast of at least 3 to 1. */
export const FIELDS: Readonly<
  Record<Field, { readonly title: string; readonly light: Colours; readonly dark: Colours }>
> = {
  general: field("Outside of the VPC", ["#f4f4f5", "#57606a"], ["#1c2128", "#8b949e"]),
  network: field("Network", ["#f5f0ff", "#7c3aed"], ["#1e1633", "#a78bfa"]),
  compute: field("Compute", ["#fff4e8", "#c2590c"], ["#2b1a0c", "#f0883e"]),
  containers: field("Kubernetes", ["#edf4ff", "#2563eb"], ["#101d36", "#6ea8fe"]),
  storage: field("Storage", ["#f1f8e8", "#4d7c0f"], ["#16210a", "#84cc16"]),
  database: field("Database", ["#fdf0fb", "#b5179e"], ["#2b0f27", "#e879f9"]),
  security: field("Security", ["#fdeff0", "#cf222e"], ["#2d1113", "#ff7b72"]),
};

function field(
  title: string,
  [fill, stroke]: readonly [string, string],
  [darkFill, darkStroke]: readonly [string, string],
) {
  return { title, light: { fill, stroke }, dark: { fill: darkFill, stroke: darkStroke } };
}

/** Field and shape of each kind. A shape is a path of lines in a square of 24. */
export const SHAPES = ROWS.shapes as Readonly<
  Record<BoxKind, { readonly field: Field; readonly path: string }>
>;

/** Fill and line of each kind of frame: in light, then in dark. */
export const FRAMES: Readonly<
  Record<GroupKind, { readonly light: Colours; readonly dark: Colours; readonly dashed?: true }>
> = {
  region: {
    light: { fill: "none", stroke: "#57606a" },
    dark: { fill: "none", stroke: "#8b949e" },
    dashed: true,
  },
  vpc: { light: { fill: "none", stroke: "#7c3aed" }, dark: { fill: "none", stroke: "#a78bfa" } },
  public: { light: { fill: "#f2faf2", stroke: "#2f8132" }, dark: { fill: "#0d1a10", stroke: "#57ab5a" } },
  private: { light: { fill: "#eff8fb", stroke: "#0b7285" }, dark: { fill: "#0b181d", stroke: "#39a9bf" } },
  zone: {
    light: { fill: "none", stroke: "#3b7a9e" },
    dark: { fill: "none", stroke: "#6cb6d9" },
    dashed: true,
  },
  cluster: { light: { fill: "#ffffff", stroke: "#c2590c" }, dark: { fill: "#0d1117", stroke: "#f0883e" } },
};
