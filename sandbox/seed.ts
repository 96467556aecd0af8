import type { World } from './world.ts';

/** Ids that never change, so that a test or a demo can name an account. */
export const SEED = {
  alex: '100000000000101',
  sam: '100000000000102',
  harbourRowing: '610000000000001',
  oldTownTennis: '610000000000002',
  riversideRunners: '610000000000003',
  lakesideSailing: '610000000000004',
  northGateCycling: '610000000000005',
  samsSwimmers: '610000000000006',
  harbourRowingInstagram: '17841400000000001',
  twitterHarbourRowing: '1500000000000000001',
  twitterOldTownTennis: '1500000000000000002',
} as const;

const MORE_CLUBS = [
  'Archery',
  'Badminton',
  'Basketball',
  'Boxing',
  'Canoe',
  'Chess',
  'Climbing',
  'Cricket',
  'Curling',
  'Darts',
  'Diving',
  'Fencing',
  'Football',
  'Golf',
  'Gymnastics',
  'Handball',
  'Hiking',
  'Hockey',
  'Judo',
  'Karate',
  'Netball',
  'Orienteering',
  'Petanque',
  'Rugby',
  'Skating',
  'Softball',
  'Squash',
  'Surfing',
  'Triathlon',
  'Volleyball',
];

/** A small town's sports clubs. More Pages than fit one answer of `/me/accounts` belong to Alex. */
export function seedWorld(world: World): void {
  const alex = world.addPerson({ id: SEED.alex, name: 'Alex Admin' });
  const rowing = world.addPage({ id: SEED.harbourRowing, name: 'Harbour Rowing Club' }, alex);
  world.linkInstagram(rowing, {
    id: SEED.harbourRowingInstagram,
    username: 'harbourrowing',
    name: 'Harbour Rowing Club',
  });
  world.addPage({ id: SEED.oldTownTennis, name: 'Old Town Tennis' }, alex);
  world.addPage({ id: SEED.riversideRunners, name: 'Riverside Runners' }, alex, {
    tasks: ['ANALYZE', 'MODERATE'],
  });
  world.addPage({ id: SEED.lakesideSailing, name: 'Lakeside Sailing' }, alex, { through: 'business-owned' });
  world.addPage({ id: SEED.northGateCycling, name: 'North Gate Cycling' }, alex, {
    through: 'business-client',
  });
  MORE_CLUBS.forEach((sport, index) => {
    world.addPage(
      { id: `6100000000001${String(index).padStart(2, '0')}`, name: `Market Street ${sport}` },
      alex,
    );
  });

  const sam = world.addPerson({ id: SEED.sam, name: 'Sam Second' });
  world.addPage({ id: SEED.samsSwimmers, name: 'Sunrise Swimmers' }, sam);

  world.addTwitterUser({
    id: SEED.twitterHarbourRowing,
    name: 'Harbour Rowing Club',
    username: 'harbourrowing',
  });
  world.addTwitterUser({ id: SEED.twitterOldTownTennis, name: 'Old Town Tennis', username: 'oldtowntennis' });
}
