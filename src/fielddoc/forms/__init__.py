"""What is asked: forms and vocabularies as data, loaded strictly, checked, shown as text."""
