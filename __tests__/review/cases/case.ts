import { type Harm } from "../../../src/review/stages/harm";
import { type ReviewVerdict } from "../../../src/review/stages/verdict";
import { type Layers } from "../pairs";

/** A change with the verdict that a careful reviewer gives, written before its first run. */
export interface ReviewCase {
  /** The change in words, unique among all cases. */
  readonly name: string;
  /** The reference environment that changes. */
  readonly environment: string;
  /** Values of the file before the change, over those of the reference environment. @default - none */
  readonly from?: object;
  /** Values of the file after the change, over those of the reference environment. @default - the file does not change */
  readonly to?: object;
  /** An edit of the synthesized JSON after the change, for changes that no key of the file makes. @default - none */
  readonly edit?: (layers: Layers) => void;
  /** Own Terraform files after the change, by LAYER/NAME. @default - none */
  readonly ownFiles?: Readonly<Record<string, string>>;
  readonly verdict: ReviewVerdict;
  /** The worst harm. */
  readonly harm: Harm;
  /** Texts of the first three lines of the page, which a reader sees without opening a fold. */
  readonly first: readonly string[];
  /** The key of the file that causes the first line, as `models[0].replicas.min`. @default - no key of the file */
  readonly cause?: string;
  /** Why a careful reviewer decides so, in one sentence. */
  readonly why: string;
}
