import { type Layer } from "../core/layers";
import { type Phrase } from "./phrase";
import { type SettingChange } from "./setting-changes";

/** Attention: somebody should have wanted this. */
export type Level = "attention" | "info";

/** A sentence of a review, and where what it tells of stands. */
export interface ReviewLine {
  readonly level: Level;
  readonly text: Phrase;
  readonly layer?: Layer;
  readonly address?: string;
  readonly constructPath?: string;
  /** The value of the environment's file that it follows from. */
  readonly cause?: SettingChange;
}
