import { describeEnvironment } from "../../src/environment/environment";
import { type Part, type Component } from "../../src/platform/contract";
import { COMPONENTS } from "../../src/parts/generated/registry";
import { configWith } from "./environments";

type ChartRelease = NonNullable<Component["charts"]>[number];

type Context = Parameters<NonNullable<Component["identities"]>>[0];

type ImageRow = Part["images"][string];

/** A declared chart, with its images on the default Kubernetes version. */
export interface DeclaredChart extends Omit<ChartRelease, "images"> {
  readonly images: Readonly<Record<string, ImageRow>>;
}

const context = { ...describeEnvironment("declared", configWith("ml-inference-prod")), settings: {} };

/** Charts that the parts of the platform declare, by name. */
export const CHARTS: Readonly<Record<string, DeclaredChart>> = Object.fromEntries(
  COMPONENTS.flatMap(({ charts = [] }) => charts).map((each) => {
    const declared = each as unknown as ChartRelease;
    const images = Object.entries(declared.images).map(([role, image]) => [
      role,
      typeof image === "function" ? image(context as unknown as Context) : image,
    ]);
    return [each.name, { ...declared, images: Object.fromEntries(images) as DeclaredChart["images"] }];
  }),
);

/** A declared chart. */
export function chart(name: string): DeclaredChart {
  const found = CHARTS[name];
  if (!found) throw new Error(`no part declares the chart ${name}`);
  return found;
}
