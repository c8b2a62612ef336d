import type { Grade } from '../domain/evaluation';
import type { KnownGrade } from './policy';

const RANK: Readonly<Record<KnownGrade, number>> = { A: 4, B: 3, C: 2, D: 1 };

/** Whether a grade is at least as good as another. U, too little known, counts as C. */
export const reachesGrade = (grade: Grade, min: KnownGrade): boolean => RANK[grade === 'U' ? 'C' : grade] >= RANK[min];
