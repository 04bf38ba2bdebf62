import { groupBy } from "./blocks";
import { type StatedPermission, type Value, below, statedPermissions, valueAt } from "./stated-lists";

/** A chart that the file adds to those of the platform. */
export interface StatedChart {
  readonly name: string;
  readonly repository: string;
  readonly version: string;
  readonly namespace: string;
  /** Level of the Pod Security Standards of its namespace. */
  readonly podSecurity: string;
  readonly images: readonly StatedImage[];
  /** Service account of its role. @default - it has no role */
  readonly serviceAccount?: string;
  /** Statements of its role. */
  readonly permissions: readonly StatedPermission[];
}

/** An image, and the path of its value in the chart. */
export interface StatedImage {
  readonly value: string;
  /** Registry, path and tag. */
  readonly image: string;
}

/** Charts of the file, by their name. */
export const statedCharts = (settings: readonly Value[]): StatedChart[] =>
  [...groupBy(below(settings, ["charts"]), ({ path: [name] }) => String(name))].map(([name, all]) => {
    const values = below(all, [name]);
    const textAt = (path: string): string | undefined => {
      const value = valueAt(values, path);
      return value === undefined ? undefined : String(value);
    };
    const serviceAccount = textAt("role.serviceAccount");
    const images = groupBy(below(values, ["images"]), ({ path: [place] }) => place);
    return {
      name,
      repository: textAt("repository") ?? "",
      version: textAt("version") ?? "",
      namespace: textAt("namespace") ?? name,
      podSecurity: textAt("podSecurity") ?? "restricted",
      images: [...images.values()].map((image) => {
        const valueOf = (key: string): string => String(image.find(({ path }) => path[1] === key)?.value);
        return { value: valueOf("value"), image: valueOf("image") };
      }),
      ...(serviceAccount === undefined ? {} : { serviceAccount }),
      permissions: statedPermissions(below(values, ["role", "permissions"])),
    };
  });
