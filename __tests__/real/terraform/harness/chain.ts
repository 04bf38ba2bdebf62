/**
 * Tests that build on each other, such as an apply and later changes to it. After a failure, the remaining tests fail
 * without running, and name the failed test.
 */
export function chain(): (name: string, body: () => Promise<void>) => void {
  let failed: string | undefined;
  return (name, body) =>
    test(name, async () => {
      if (failed !== undefined) throw new Error(`not run, because an earlier step failed: ${failed}`);
      failed = name;
      await body();
      failed = undefined;
    });
}
