import { type Json } from "../../stack-json";
import { shownAt } from "../../change-text";

/** A difference between a plan and its stack. */
export interface PlanGap {
  /** `aws_vpc.main`, `data.aws_vpc.main`, `provider.aws.dns`, `module.a`, `output.a`, `var.a`. */
  readonly address: string;
  /** The argument with its old and its new value, or the side that lacks the whole block. */
  readonly message: string;
  /** True for a block, a provider, a module or a provisioner, and false for an argument. */
  readonly isBlock: boolean;
}

export const ONLY_PLANNED = "the plan has it, and the stack does not";
export const ONLY_IN_STACK = "the stack has it, and the plan does not";

/** Differences, and the number of values that were compared. */
export class Tally {
  readonly differences: PlanGap[] = [];
  /** Values of the configuration: arguments, and settings that plans do not contain. */
  values = 0;
  compared = 0;

  equal(): void {
    this.values += 1;
    this.compared += 1;
  }

  /** Counts values that cannot be compared. */
  unread(count = 1): void {
    this.values += count;
  }

  /** An argument with another value; undefined for a side that lacks it. */
  changed(address: string, argument: string, was: Json | undefined, is: Json | undefined): void {
    this.worded(address, `${argument}: ${shownAt(argument).change(was, is)}`);
  }

  /** An argument whose difference has words of its own. */
  worded(address: string, message: string, isBlock = false): void {
    this.equal();
    this.differences.push({ address, message, isBlock });
  }

  /** A whole block that one side lacks. */
  block(address: string, message: string): void {
    this.worded(address, message, true);
  }
}
