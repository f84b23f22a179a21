import type { Signal } from '../../domain/verification/signals.js';
import type { LivenessChallenge } from './challenge.js';
import { isContinuous, isOnTheWay, moveBetween } from './continuity.js';
import { judgeLight, type LightMeasures } from './light.js';
import type { Look } from './look.js';
import { aheadOf } from './pose-signs.js';
import { shadingChange } from './shading.js';

/** What a scan shows as a whole. */
export interface ScanMeasures {
  /** The light of the colours; absent where no picture was taken in one. */
  light?: LightMeasures;
  /** How far the face moved at most from one frame to the next, in eye distances, and by which factor its size changed. */
  jump: number;
  zoom: number;
  /** Whether no two frames are further apart than a moving head could be. */
  continuous: boolean;
  /** Turns of which a picture was caught on the way, and how many of those were between where the head came from and went. */
  caught: number;
  onTheWay: number;
  /** The least change between two frames of one pose, in grey levels; absent without two such frames. */
  change?: number;
  /** How much the light on the face changed with its turns, on average (see `shadingChange`); absent where that cannot be told. */
  shading?: number;
}

/** A camera's noise alone makes more. */
const MIN_CHANGE = 0.25;
/** Scans drawn from one photo mostly have 0.06 to 0.10, people who turn their heads by 20° and more 0.15 and more (docs/evidence.md). */
const MIN_SHADING = 0.12;

/** @param looks that all hold one face, but for heads on their way */
export function measureScan(looks: readonly Look[], challenge: LivenessChallenge): ScanMeasures {
  const seen = looks.filter(({ face }) => face);
  const moves = seen.slice(1).flatMap(({ face }, index) => {
    const before = seen[index]?.face;
    return face && before ? [moveBetween(before, face)] : [];
  });
  const inColour = looks.flatMap(({ colour, light }) => (colour === undefined ? [] : [{ colour, light }]));
  const changes = looks.flatMap(({ change }) => change ?? []);
  const shading = shadingOf(looks);
  return {
    ...(inColour.length > 0 ? { light: judgeLight(inColour, challenge.colours) } : {}),
    jump: Math.max(0, ...moves.map(({ jump }) => jump)),
    zoom: Math.max(1, ...moves.map(({ zoom }) => zoom)),
    continuous: moves.every(isContinuous),
    ...ways(looks),
    ...(changes.length > 0 ? { change: Math.min(...changes) } : {}),
    ...(shading === undefined ? {} : { shading }),
  };
}

/** From the face that looks ahead, as the turns are measured, to each turned one. */
function shadingOf(looks: readonly Look[]): number | undefined {
  const front = aheadOf(looks);
  const ahead = looks.find(({ face, skin }) => face && skin && face === front);
  const changes = looks.flatMap(({ pose, face, skin }) =>
    pose !== 'centre' && face && skin && ahead?.face && ahead.skin
      ? (shadingChange({ face: ahead.face, skin: ahead.skin }, { face, skin }) ?? [])
      : [],
  );
  return changes.length > 0 ? changes.reduce((sum, one) => sum + one, 0) / changes.length : undefined;
}

function ways(looks: readonly Look[]): Pick<ScanMeasures, 'caught' | 'onTheWay'> {
  const caught = looks.flatMap(({ moving, face }, index) => {
    const from = looks[index - 1]?.face;
    const to = looks.slice(index).find((later) => !later.moving)?.face;
    return moving && face && from && to ? [isOnTheWay(face.yaw, from.yaw, to.yaw)] : [];
  });
  return { caught: caught.length, onTheWay: caught.filter(Boolean).length };
}

/** What of it speaks against the scan. A weak sign is one that honest people's scans show too: daylight, a slow device, no colours. */
export function signalsOf(scan: ScanMeasures): Signal[] {
  const { light, continuous, caught, onTheWay, change, shading } = scan;
  const signals: Signal[] = [];
  if (!light) signals.push({ code: 'scan_without_colours', strength: 'weak' });
  else if (light.verdict === 'differs') signals.push({ code: 'scan_light_differs', strength: 'strong' });
  else if (light.verdict === 'absent') signals.push({ code: 'scan_light_absent', strength: 'weak' });
  if (!continuous) signals.push({ code: 'scan_not_continuous', strength: 'strong' });
  else if (caught === 0 || onTheWay < caught) signals.push({ code: 'scan_not_continuous', strength: 'weak' });
  const redrawn = change !== undefined && change < MIN_CHANGE;
  const lightGoesAlong = shading !== undefined && shading < MIN_SHADING;
  if (redrawn || lightGoesAlong) signals.push({ code: 'scan_warped', strength: 'weak' });
  return signals;
}
