import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { causettePlain } from '../contenders/causette.ts';
import type { Contender } from '../contenders/contender.ts';
import { crowded } from './crowded.ts';
import type { Effort, Figure, Scenario } from './scenario.ts';

const sizes = [1_000, 10_000, 15_000];
const settlesIn = 3_000;

/** C: the cost of an idle connection; ours includes its session, room and presence. */
export const idle: Scenario = {
  title: 'Idle connections',
  note: 'Resident memory of the server, and the slab of the kernel, which has both ends of each.',
  contenders: (all) => all.filter(({ name }) => name !== causettePlain.name),
  turns: [sitThere],
};

async function sitThere(contender: Contender, { crowdsBy }: Effort): Promise<Figure[]> {
  return crowded(contender, 'room', async (server, crowd) => {
    await sleep(settlesIn);
    const [memory, slab] = [server.process.memory, kernelSlab()];
    const figures: Figure[] = [];
    for (const size of sizes) {
      const count = size / crowdsBy;
      await crowd.grow(count - crowd.clients.length);
      await sleep(settlesIn);
      const each = (bytes: number): number => bytes / count / 1_024;
      const [resident, kernel] = [each(server.process.memory - memory), each(kernelSlab() - slab)];
      figures.push({ what: `${count} connections: resident`, unit: 'KiB each', value: resident });
      figures.push({ what: `${count} connections: slab`, unit: 'KiB each', value: kernel });
    }
    return figures;
  });
}

/** Bytes of the kernel's own objects, sockets included. */
function kernelSlab(): number {
  return Number(/^Slab:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1_024;
}
