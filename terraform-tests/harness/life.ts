import { type Stack } from "./stack";

/** Init, plan and apply of a stack whose state lies in the bucket; then the plan that should be empty. */
export async function bringUp(stack: Stack): Promise<void> {
  stack.useLocalApi();
  await stack.init();
  await stack.apply(await stack.plan("plan"));
  await expectNothingToDo(stack);
}

/** A second plan: whatever it shows would be done by every apply from now on. */
export async function expectNothingToDo(
  stack: Stack,
  step = "second plan",
  ...args: string[]
): Promise<void> {
  const second = await stack.plan(step, ...args);
  if (!second.isEmpty)
    throw new Error(`${stack.name}: a plan right after an apply is not empty\n${second.output}`);
}
