import { type Layer } from "../../base/layers";
import { type Programs } from "./programs";
import { type States } from "./state";
import { type DeployedStack } from "./stacks";
import { type TerraformProgram } from "./terraform-program";
import { Terraform } from "./terraform";

/** A run of the command for one environment. */
export interface Session {
  readonly programs: Programs;
  readonly states: States;
  readonly terraform: TerraformProgram;
  /** All stacks of the environment. */
  readonly all: readonly DeployedStack[];
  /** Stacks of the chosen layers, in the order of an apply. */
  readonly chosen: readonly DeployedStack[];
  /** Layers that the user named, in the given order. @default - all of the environment */
  readonly named?: readonly Layer[];
  /** Prints a line. */
  readonly say: (line: string) => void;
  /** Asks a question, and returns whether the answer is yes. */
  readonly ask: (question: string) => Promise<boolean>;
  /** Times of waits, in milliseconds. */
  readonly pace: Pace;
  /** Folder of the repository's scripts. */
  readonly scripts: string;
}

/** How often a wait looks, and when it gives up. */
export interface Pace {
  readonly interval: number;
  readonly limit: number;
}

/** How a layer ended. */
export type Ended = "done" | "failed" | "declined";

export const inFolder = ({ programs, terraform }: Session, stack: DeployedStack): Terraform =>
  new Terraform(programs, terraform, stack);

/** A heading such as `network (2 of 5)`. */
export function headline({ say }: Session, stack: DeployedStack, of: readonly DeployedStack[]): void {
  say(`\n${stack.name} (${of.indexOf(stack) + 1} of ${of.length})`);
}
