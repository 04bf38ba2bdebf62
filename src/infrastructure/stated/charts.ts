import {
  type KeyValue,
  type StatedPermission,
  entriesBelow,
  statedAt,
  statedItems,
  statedPermissions,
  valuesBelow,
} from "./lists";

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
interface StatedImage {
  readonly value: string;
  /** Registry, path and tag. */
  readonly image: string;
}

/** Charts of the file, by their name. */
export const statedCharts = (settings: readonly KeyValue[]): StatedChart[] =>
  entriesBelow(settings, ["charts"]).map(([name, values]) => {
    const textAt = (path: string): string | undefined => {
      const value = statedAt(values, path);
      return value === undefined ? undefined : String(value);
    };
    const serviceAccount = textAt("role.serviceAccount");
    return {
      name,
      repository: textAt("repository") ?? "",
      version: textAt("version") ?? "",
      namespace: textAt("namespace") ?? name,
      podSecurity: textAt("podSecurity") ?? "restricted",
      images: statedItems(values, ["images"]).map((valueOf) => ({
        value: String(valueOf("value")),
        image: String(valueOf("image")),
      })),
      ...(serviceAccount === undefined ? {} : { serviceAccount }),
      permissions: statedPermissions(valuesBelow(values, ["role", "permissions"])),
    };
  });
