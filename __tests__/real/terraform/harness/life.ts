import { type OverrideOptions } from "./overrides";
import { type Stack } from "./stack";

/** Runs init, plan and apply for a stack with state in the bucket, and expects an empty second plan. */
export async function bringUp(stack: Stack, options: OverrideOptions = {}): Promise<void> {
  stack.useLocalApi(options);
  await stack.init();
  await stack.apply(await stack.plan("plan"));
  await expectNothingToDo(stack);
}

/** Expects an empty plan. A change in it would be repeated by every later apply. */
export async function expectNothingToDo(
  stack: Stack,
  step = "second plan",
  ...args: string[]
): Promise<void> {
  const second = await stack.plan(step, ...args);
  if (!second.isEmpty)
    throw new Error(`${stack.name}: a plan right after an apply is not empty\n${second.output}`);
}
