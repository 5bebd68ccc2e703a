"""Forenames common in England, by which a person's name is told from the name of a team or a place.

What lives here: the list. What does not: how it is used (`person_names`). Left out on purpose: forenames that are also
months, places, plants or plain words (April, Victoria, Rose, Grace, Mark, Will), because teams and houses have them.
"""

from __future__ import annotations

# fmt: off
FORENAMES = frozenset((
    "aaliyah", "aaron", "abdul", "abdullah", "abigail", "abu", "ada", "adam", "adebayo", "adrian", "agnieszka", "ahmad",
    "ahmed", "aidan", "aisha", "akua", "alan", "alastair", "alex", "alexander", "alfie", "alice", "alison", "amanda",
    "amelia", "amina", "amir", "amy", "andrea", "andrew", "angela", "anita", "ann", "anna", "anne", "annette",
    "anthony", "antonia", "archie", "arthur", "asha", "aysha", "barbara", "barry", "beatrice", "ben", "benjamin",
    "bernadette", "beth", "bethany", "beverley", "brenda", "brian", "bridget", "callum", "cameron", "carl", "carla",
    "carly", "caroline", "catherine", "cathy", "charles", "charlie", "cheryl", "chidi", "chinedu", "chloe", "chris",
    "christian", "christina", "christine", "christopher", "claire", "clare", "clive", "colin", "connor", "craig",
    "cynthia", "daniel", "danielle", "darren", "david", "deborah", "debbie", "denise", "dennis", "derek", "diana",
    "diane", "dominic", "donna", "dorothy", "douglas", "duncan", "dylan", "edward", "eileen", "elaine", "eleanor",
    "elizabeth", "ella", "ellen", "ellie", "emily", "emma", "eric", "erin", "ethan", "evelyn", "ewa", "farah", "fatima",
    "femi", "fiona", "frances", "francis", "freddie", "freya", "gareth", "gary", "gavin", "gemma", "geoffrey", "george",
    "gillian", "graham", "gurpreet", "hannah", "harjit", "harriet", "harry", "hassan", "hayley", "helen", "henry",
    "hilary", "hugh", "hussain", "ian", "ibrahim", "imran", "irene", "isaac", "isabel", "isabella", "isla", "ivan",
    "jacob", "jacqueline", "jake", "james", "jamie", "jane", "janet", "janice", "jason", "jayne", "jean", "jeffrey",
    "jennifer", "jenny", "jeremy", "jessica", "jill", "joan", "joanna", "joanne", "joe", "john", "jonathan", "joseph",
    "joshua", "joyce", "judith", "julia", "julian", "julie", "karen", "kate", "katherine", "kathleen", "kathryn",
    "katie", "katy", "kayleigh", "keith", "kelly", "kenneth", "kevin", "khalid", "kieran", "kirsty", "kofi", "kwame",
    "laura", "lauren", "leah", "leanne", "leo", "lesley", "liam", "linda", "lisa", "lorraine", "louis", "louise",
    "lucas", "lucy", "luke", "lynn", "lynne", "maciej", "malcolm", "mandeep", "mandy", "margaret", "maria", "marian",
    "marie", "marion", "martin", "mary", "mateusz", "matthew", "maureen", "megan", "melanie", "melissa", "michael",
    "michelle", "mohammad", "mohammed", "molly", "monica", "muhammad", "nadia", "naomi", "natalie", "nathan", "navdeep",
    "neil", "ngozi", "niamh", "nicholas", "nicola", "nicole", "nigel", "noah", "nora", "oliver", "olivia", "olu",
    "oluwaseun", "omar", "oscar", "owen", "pamela", "patricia", "patrick", "paul", "paula", "pauline", "peter",
    "philip", "phillip", "piotr", "priya", "rachel", "raj", "rajesh", "rebecca", "rhys", "richard", "robert", "robin",
    "roger", "ronald", "rosemary", "rosie", "roy", "russell", "ruth", "ryan", "sabrina", "sadia", "salma", "sally",
    "samantha", "samina", "samuel", "sandra", "sanjay", "sara", "sarah", "scarlett", "sean", "shabana", "sharon",
    "shaun", "sheila", "shirley", "siobhan", "simon", "simran", "sophia", "sophie", "stacey", "stephanie", "stephen",
    "steven", "stuart", "sunita", "susan", "suzanne", "sylvia", "tamsin", "tanya", "tara", "teresa", "terence", "theo",
    "theresa", "thomas", "timothy", "tom", "toni", "tony", "tracey", "tracy", "trevor", "ursula", "valerie", "vanessa",
    "vera", "veronica", "vikram", "vincent", "walter", "wayne", "wendy", "william", "yasmin", "yusuf", "yvonne",
    "zainab", "zara", "zoe",
))
# fmt: on
