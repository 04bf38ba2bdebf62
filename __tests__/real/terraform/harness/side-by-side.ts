type Step<Subject> = (name: string, body: (subject: Subject, named: string) => Promise<void>) => void;

/**
 * Tests that build on each other, for several subjects. The tests of one subject run in order, and fail after a failure.
 * Subjects run concurrently. `begin` creates each subject before its first test.
 */
export function sideBySide<Subject>(
  names: readonly string[],
  begin: (name: string) => Promise<Subject>,
): Step<Subject> {
  const reached = new Map<string, Promise<Subject>>();
  return (name, body) => {
    // jest starts concurrent tests in source order
    test.concurrent.each(names)(`%s: ${name}`, async (subject) => {
      const next = (reached.get(subject) ?? begin(subject)).then(async (made) => {
        await body(made, subject);
        return made;
      });
      reached.set(subject, next);
      await next;
    });
  };
}
