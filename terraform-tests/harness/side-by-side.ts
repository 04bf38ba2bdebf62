type Step<Subject> = (name: string, body: (subject: Subject, named: string) => Promise<void>) => void;

/**
 * Tests that build on one another, for several subjects: those of one subject run one after another, and fail once one
 * has failed; the subjects run side by side. Every subject begins with the first test, by `begin`.
 */
export function sideBySide<Subject>(
  names: readonly string[],
  begin: (name: string) => Promise<Subject>,
): Step<Subject> {
  const reached = new Map<string, Promise<Subject>>();
  return (name, body) => {
    // jest starts concurrent tests in the order in which they are written
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
