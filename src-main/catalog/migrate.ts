import { createHash } from 'node:crypto';
import { OnsetError } from '#shared/base/errors.ts';
import { type Database, transaction } from './database.ts';
import type { Migration } from './migrations/migration.ts';

/** "ONST", in the header of every catalog. */
const APPLICATION_ID = 0x4f4e5354;

interface AppliedMigration {
  readonly version: number;
  readonly checksum: string;
}

/** True for a file without a table: new, or one whose making was interrupted. */
export function isBlank(db: Database): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

/** Throws OnsetError unless the file is a catalog whose applied migrations are the first ones of `migrations`. Writes nothing. */
export function checkCatalog(db: Database, migrations: readonly Migration[]): void {
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
    throw new OnsetError('bad-input', `${db.name} is not an Onset catalog.`);
  const applied = appliedMigrations(db);
  const known = new Map(migrations.map((migration) => [migration.version, checksum(migration)]));
  const last = migrations.length;
  if (applied.length > last)
    throw new OnsetError(
      'newer-version',
      `This project was made by a newer Onset (catalog version ${applied.length}; this one knows up to ${last}). Nothing was changed: update Onset to open it.`,
    );
  const strange = applied.find(({ version, checksum: found }) => known.get(version) !== found);
  if (strange !== undefined)
    throw new OnsetError(
      'newer-version',
      `This project was made by another version of Onset (step ${strange.version} of its catalog differs). Nothing was changed: open it with the Onset that made it.`,
    );
}

/** Of a catalog that was checked. */
export function isUpToDate(db: Database, migrations: readonly Migration[]): boolean {
  return appliedVersion(db) === migrations.length;
}

/** Of a catalog that was checked. */
export function appliedVersion(db: Database): number {
  return appliedMigrations(db).length;
}

/** Brings the catalog to the last of `migrations`: all of the missing ones or none. */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  transaction(db, () => {
    if (isBlank(db)) createLedger(db);
    const applied = appliedMigrations(db).length;
    for (const migration of migrations.slice(applied)) apply(db, migration);
  });
}

function createLedger(db: Database): void {
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.exec(`
    CREATE TABLE migration (
      version INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      checksum TEXT NOT NULL,
      applied_at TEXT NOT NULL
    ) STRICT`);
}

function appliedMigrations(db: Database): AppliedMigration[] {
  return db.prepare<[], AppliedMigration>('SELECT version, checksum FROM migration ORDER BY version').all();
}

function apply(db: Database, migration: Migration): void {
  db.exec(migration.sql);
  db.prepare('INSERT INTO migration (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)').run(
    migration.version,
    migration.name,
    checksum(migration),
    new Date().toISOString(),
  );
  db.pragma(`user_version = ${migration.version}`);
}

function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}
