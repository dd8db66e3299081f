// Counts what passed and what failed, over steps of very different kinds, and says so in one last line.
// Easy to get wrong: a program that dies before it reports anything has no failed test to show. A step whose exit code
// is bad therefore counts at least one failure.
export class Steps {
  passed = 0;
  failed = 0;
  notes = [];
  started = performance.now();

  /**
   * Runs one step under a heading. `work` returns { passed, failed }, or whether the step went well, which counts as one.
   */
  async step(title, work) {
    console.log(`\n=== ${title}`);
    const started = performance.now();
    const result = await work();
    const { passed, failed } =
      typeof result === 'object' ? result : { passed: Number(result), failed: Number(!result) };
    this.passed += passed;
    this.failed += failed;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`=== ${title}: ${failed === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
    if (failed > 0) this.notes.push(`failed: ${title}`);
    return failed === 0;
  }

  /** A step that cannot run here: a failure in continuous integration, where nothing may be missing. */
  skip(title, reason) {
    const inIntegration = process.env.CI === 'true';
    if (inIntegration) this.failed++;
    this.notes.push(`${inIntegration ? 'failed' : 'SKIPPED'}: ${title}: ${reason}`);
    console.log(`\n=== ${title}: cannot run: ${reason}`);
  }

  /** A word for the end that is neither good nor bad. */
  note(text) {
    this.notes.push(text);
  }

  /** Prints the result; its last line is for machines. Sets the exit code. */
  finish() {
    const seconds = ((performance.now() - this.started) / 1000).toFixed(0);
    console.log(`\n${[...this.notes, `all steps took ${seconds} s`].join('\n')}`);
    console.log(`${this.passed} passed, ${this.failed} failed`);
    if (this.failed > 0) process.exitCode = 1;
  }
}
