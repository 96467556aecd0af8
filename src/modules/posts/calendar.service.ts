import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { findCalendar, type CalendarPost, type CalendarWish } from './calendar.queries.ts';

const mostPosts = 1_000;

/** The posts of some days at a glance. */
@Injectable()
export class CalendarService {
  constructor(private readonly database: Database) {}

  async show(
    tenantId: string,
    wish: Omit<CalendarWish, 'limit'>,
  ): Promise<{ data: CalendarPost[]; isCut: boolean }> {
    const found = await findCalendar(this.database, tenantId, { ...wish, limit: mostPosts + 1 });
    return { data: found.slice(0, mostPosts), isCut: found.length > mostPosts };
  }
}
