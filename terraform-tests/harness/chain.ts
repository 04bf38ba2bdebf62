/**
 * Tests that build on one another, such as an apply and what is done to it. Once one has failed, those after it fail
 * by saying so, and leave alone what they cannot rely on.
 */
export function chain(): (name: string, body: () => Promise<void>) => void {
  let failed: string | undefined;
  return (name, body) =>
    test(name, async () => {
      if (failed !== undefined) throw new Error(`not run, because this failed before it: ${failed}`);
      failed = name;
      await body();
      failed = undefined;
    });
}
