import { type BoxKind, type GroupKind } from "./drawing";

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
export const SHAPES: Readonly<Record<BoxKind, { readonly field: Field; readonly path: string }>> = {
  people: { field: "general", path: "M9 8a3 3 0 1 0 6 0a3 3 0 1 0-6 0M6 19v-1a6 6 0 0 1 12 0v1" },
  internet: {
    field: "general",
    path: "M5 12a7 7 0 1 0 14 0a7 7 0 1 0-14 0M5 12h14M12 5c-4 4-4 10 0 14M12 5c4 4 4 10 0 14",
  },
  attachment: { field: "network", path: "M4 9h5v6H4zM15 9h5v6h-5zM9 12h6" },
  elsewhere: { field: "general", path: "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.5" },
  gateway: { field: "network", path: "M5 19v-8a7 7 0 0 1 14 0v8M12 18V9M9 12l3-3l3 3" },
  nat: { field: "network", path: "M5 9h12M14 6l3 3l-3 3M19 15H7M10 12l-3 3l3 3" },
  balancer: { field: "network", path: "M4 12h5M9 12l6-6h4M9 12h10M9 12l6 6h4" },
  rule: { field: "network", path: "M5 7h14M5 12h9M5 17h12" },
  subnets: { field: "network", path: "M5 5h6v6H5zM13 5h6v6h-6zM5 13h6v6H5zM13 13h6v6h-6z" },
  api: {
    field: "compute",
    path: "M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0M12 4v4M12 16v4M4 12h4M16 12h4M6.5 6.5l2.6 2.6M14.9 14.9l2.6 2.6M17.5 6.5l-2.6 2.6M9.1 14.9l-2.6 2.6",
  },
  nodes: {
    field: "compute",
    path: "M7 7h10v10H7zM10 10h4v4h-4zM9 4v3M12 4v3M15 4v3M9 17v3M12 17v3M15 17v3M4 9h3M4 12h3M4 15h3M17 9h3M17 12h3M17 15h3",
  },
  service: { field: "containers", path: "M12 5v5M6 19v-4h12v4M12 10v5M10 5h4" },
  pods: { field: "containers", path: "M12 4l7 4v8l-7 4l-7-4V8zM5 8l7 4l7-4M12 12v8" },
  platform: { field: "containers", path: "M5 9l7-4l7 4l-7 4zM5 12.5l7 4l7-4M5 16l7 4l7-4" },
  endpoints: { field: "network", path: "M4 12h6M14 12h6M10 8v8M14 8v8M10 8h4M10 16h4" },
  database: {
    field: "database",
    path: "M6 7a6 2.5 0 1 0 12 0a6 2.5 0 1 0-12 0M6 7v10a6 2.5 0 0 0 12 0V7M6 12a6 2.5 0 0 0 12 0",
  },
  registry: { field: "compute", path: "M4 8h16v9H4zM8 8v9M12 8v9M16 8v9M7 5h10" },
  bucket: { field: "storage", path: "M5 7a7 2 0 1 0 14 0a7 2 0 1 0-14 0M5 7l2 11a5 1.5 0 0 0 10 0l2-11" },
  key: {
    field: "security",
    path: "M5 15a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M11 12.5l7-7M15 8.5l2.5 2.5M17.5 6l2 2",
  },
};

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
