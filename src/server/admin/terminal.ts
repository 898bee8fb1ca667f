/** The terminal as a command's Io: bars that redraw themselves on a TTY, plain lines in a log or a pipe. */
import { createInterface } from 'node:readline/promises';
import type { Io, Progress } from './command.ts';

const BAR_WIDTH = 30;
const REDRAW_MS = 100;
/** Without a TTY, one line a tenth. */
const PLAIN_STEPS = 10;

export type Streams = {
  stdin: NodeJS.ReadStream;
  stdout: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;
  stderr: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;
};

export function terminal(env: Io['env'], streams: Streams = process): Io {
  const { stdin, stdout, stderr } = streams;
  return {
    env,
    say: (line) => void stdout.write(`${line}\n`),
    complain: (line) => void stderr.write(`${line}\n`),
    progress: (what) => (stderr.isTTY ? bar(what, stderr) : plain(what, stderr)),
    confirm: async (question, word) => {
      if (!stdin.isTTY || !stderr.isTTY) return false;
      const lines = createInterface({ input: stdin, output: process.stderr });
      const typed = await lines.question(`${question}\nType ${word} to go on: `);
      lines.close();
      return typed.trim() === word;
    },
  };
}

/** Whole percents, 100 for nothing to do. */
function percent(done: number, total: number): number {
  return total === 0 ? 100 : Math.floor((done / total) * 100);
}

function bar(what: string, stream: Streams['stderr']): Progress {
  let drawn = 0;
  const draw = (done: number, total: number): void => {
    const full = Math.round((percent(done, total) / 100) * BAR_WIDTH);
    const [blocks, rest] = ['█'.repeat(full), '░'.repeat(BAR_WIDTH - full)];
    stream.write(`\r\u001b[K${what} ${blocks}${rest} ${percent(done, total)} % (${done} of ${total})`);
  };
  return {
    at: (done, total) => {
      const now = Date.now();
      if (now - drawn < REDRAW_MS && done < total) return;
      drawn = now;
      draw(done, total);
    },
    end: () => void stream.write('\n'),
  };
}

function plain(what: string, stream: Streams['stderr']): Progress {
  let said = -1;
  return {
    at: (done, total) => {
      const step = Math.floor(percent(done, total) / PLAIN_STEPS);
      if (step <= said) return;
      said = step;
      stream.write(`${what}: ${percent(done, total)} % (${done} of ${total})\n`);
    },
    end: () => {},
  };
}
